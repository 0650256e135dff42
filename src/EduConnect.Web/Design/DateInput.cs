using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Design;

/// <summary>
/// A date as typed into three fields. Takes "4" and "04", full-width digits and any spaces; a year has four digits. Nothing here knows
/// the directory: a refusal tells only that what was typed is no date.
/// </summary>
public sealed class DateInput
{
    /// <summary>The names of the three fields, in the order of the page.</summary>
    public static readonly IReadOnlyList<string> Parts = [nameof(Day), nameof(Month), nameof(Year)];

    private const int EarliestYear = 1900;

    /// <summary>Day of the month as typed.</summary>
    public string? Day { get; set; }

    /// <summary>Month as typed.</summary>
    public string? Month { get; set; }

    /// <summary>Year as typed.</summary>
    public string? Year { get; set; }

    /// <summary>One of the three by name.</summary>
    public string? Part(string part) => part switch
    {
        nameof(Day) => Day,
        nameof(Month) => Month,
        _ => Year,
    };

    /// <summary>Fills the three fields from a known date.</summary>
    public static DateInput From(DateOnly date) => new()
    {
        Day = date.Day.ToString(CultureInfo.InvariantCulture),
        Month = date.Month.ToString(CultureInfo.InvariantCulture),
        Year = date.Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    /// <summary>The date, or null with one message in <paramref name="state"/> that names what to correct.</summary>
    /// <param name="name">The form name of the whole date, for instance <c>Children[0].BirthDate</c>.</param>
    /// <param name="state">Where messages go.</param>
    /// <param name="texts">The messages (<c>Texts.resx</c>).</param>
    /// <param name="today">A birth date lies before it.</param>
    public DateOnly? Read(string name, ModelStateDictionary state, IStringLocalizer<Texts> texts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(texts);
        var missing = Parts.Where(part => string.IsNullOrWhiteSpace(Part(part))).ToList();
        if (missing.Count > 0)
        {
            return Refuse(missing.Count == 3 ? name : $"{name}.{missing[0]}", missing.Count == 3 ? "Date.Empty" : $"Date.{missing[0]}.Empty");
        }

        var (day, month, year) = (Number(Day), Number(Month), Number(Year));
        if (day is not (>= 1 and <= 31))
        {
            return Refuse($"{name}.{nameof(Day)}", "Date.Day.Wrong");
        }

        if (month is not (>= 1 and <= 12))
        {
            return Refuse($"{name}.{nameof(Month)}", "Date.Month.Wrong");
        }

        if (year is null || year < EarliestYear || year > today.Year)
        {
            return Refuse($"{name}.{nameof(Year)}", "Date.Year.Wrong");
        }

        if (day > DateTime.DaysInMonth(year.Value, month.Value))
        {
            var monthName = CultureInfo.GetCultureInfo("fr-FR").DateTimeFormat.GetMonthName(month.Value);
            return Refuse(name, "Date.Impossible", day, monthName);
        }

        var date = new DateOnly(year.Value, month.Value, day.Value);
        return date < today ? date : Refuse(name, "Date.Future");

        DateOnly? Refuse(string field, string text, params object[] arguments)
        {
            state.AddModelError(field, texts[text, arguments]);
            return null;
        }
    }

    private static int? Number(string? typed)
    {
        var value = 0;
        var digits = 0;
        foreach (var sign in typed ?? "")
        {
            if (char.IsWhiteSpace(sign))
            {
                continue;
            }

            var digit = char.IsDigit(sign) ? (int)char.GetNumericValue(sign) : -1;
            if (digit < 0 || ++digits > 4)
            {
                return null;
            }

            value = (value * 10) + digit;
        }

        return digits == 0 ? null : value;
    }
}
