using System.Globalization;
using System.Text;

namespace EduConnect.Synthesis;

/// <summary>Draws names; a first name fits the birth year.</summary>
public static class NameBook
{
    private static readonly IReadOnlyList<string> FamilyNames = TextList.Read("family-names");
    private static readonly IReadOnlyList<(string Name, bool IsGirl, int From, int To)> FirstNames =
    [
        .. TextList.Read("first-names").Select(line => line.Split(';')).Select(part =>
            (part[0], part[1] == "F", int.Parse(part[2], CultureInfo.InvariantCulture), int.Parse(part[3], CultureInfo.InvariantCulture))),
    ];

    private static readonly Dictionary<(bool IsGirl, int Year), IReadOnlyList<string>> ByYear = IndexByYear();
    private static readonly IReadOnlyList<string> Streets = TextList.Read("streets");

    public static string FamilyName(ref Dice dice) => dice.Pick(FamilyNames);

    public static string FirstName(ref Dice dice, bool isGirl, int birthYear) =>
        dice.Pick(ByYear[(isGirl, Math.Clamp(birthYear, 1940, 2024))]);

    public static string Street(ref Dice dice) => dice.Pick(Streets);

    /// <summary>Upper case; accents are kept or not according to who typed it.</summary>
    public static string Capitals(string name, bool accents) => accents ? name.ToUpperInvariant() : Unaccented(name).ToUpperInvariant();

    /// <summary>The same letters without accents, cedillas or ligatures.</summary>
    public static string Unaccented(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;
            kept.Append(letter == 'ı' ? 'i' : letter);
        }
        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Letters and digits of a name, in lower case: what a mail address is made of.</summary>
    public static string ForMail(string name) =>
        new([.. Unaccented(name).ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')]);

    private static Dictionary<(bool, int), IReadOnlyList<string>> IndexByYear()
    {
        var index = new Dictionary<(bool, int), IReadOnlyList<string>>();
        foreach (var isGirl in new[] { false, true })
        {
            for (var year = 1940; year <= 2024; year++)
            {
                var of = year;
                index[(isGirl, year)] = [.. FirstNames.Where(name => name.IsGirl == isGirl && name.From <= of && of <= name.To).Select(name => name.Name)];
            }
        }
        return index;
    }
}
