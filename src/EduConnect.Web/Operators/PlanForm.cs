using System.Globalization;
using EduConnect.Core.Platform;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>An interruption as an operator types it: days and hours of Paris.</summary>
public sealed class PlanForm
{
    /// <summary>Longest message, in signs: it stands on every page.</summary>
    public const int LongestMessage = 300;

    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];
    private static readonly string[] Hours = ["H:mm", "HH:mm", "HH:mm:ss", "H'h'mm", "H'h'"];

    /// <summary>Day of the beginning.</summary>
    public string? StartDay { get; set; }

    /// <summary>Hour of the beginning.</summary>
    public string? StartHour { get; set; }

    /// <summary>Day of the end.</summary>
    public string? EndDay { get; set; }

    /// <summary>Hour of the end.</summary>
    public string? EndHour { get; set; }

    /// <summary>Added to the usual sentences of the banners.</summary>
    public string? Message { get; set; }

    /// <summary>The message as it is kept.</summary>
    public string Sentence => (Message ?? string.Empty).ReplaceLineEndings(" ").Trim();

    /// <summary>Both instants (UTC); null after saying on the fields what is wrong.</summary>
    internal (DateTime StartsAt, DateTime EndsAt)? Read(string prefix, ModelStateDictionary state, IStringLocalizer<OperatorTexts> texts)
    {
        var startsAt = Instant(prefix, (nameof(StartDay), StartDay), (nameof(StartHour), StartHour), state, texts);
        var endsAt = Instant(prefix, (nameof(EndDay), EndDay), (nameof(EndHour), EndHour), state, texts);
        if (Sentence.Length > LongestMessage)
        {
            state.AddModelError(prefix + nameof(Message), texts["Window.TooLong", LongestMessage]);
        }

        return state.IsValid && startsAt is { } start && endsAt is { } end ? (start, end) : null;
    }

    /// <summary>Whether a Paris clock shows the beginning, or the end, twice that night.</summary>
    public bool IsTwice => IsTwiceAt(StartDay, StartHour) || IsTwiceAt(EndDay, EndHour);

    // Each field has a sentence of its own: the list above the form shows equal ones once.
    private static DateTime? Instant(string prefix, (string Name, string? Typed) day, (string Name, string? Typed) hour, ModelStateDictionary state, IStringLocalizer<OperatorTexts> texts)
    {
        var (date, time) = (Day(day.Typed), Hour(hour.Typed));
        if (date is null)
        {
            state.AddModelError(prefix + day.Name, texts["Window." + day.Name]);
        }

        if (time is null)
        {
            state.AddModelError(prefix + hour.Name, texts["Window." + hour.Name]);
        }

        if (date is not { } onDay || time is not { } atHour)
        {
            return null;
        }

        var utc = ParisTime.ToUtc(onDay.ToDateTime(atHour));
        if (utc is null)
        {
            state.AddModelError(prefix + hour.Name, texts["Window.Skipped"]);
        }

        return utc;
    }

    private static bool IsTwiceAt(string? day, string? hour) => Day(day) is { } date && Hour(hour) is { } time && ParisTime.IsTwice(date.ToDateTime(time));

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000 ? day : null;

    private static TimeOnly? Hour(string? typed) =>
        TimeOnly.TryParseExact(typed?.Trim().Replace(" ", string.Empty, StringComparison.Ordinal), Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;
}
