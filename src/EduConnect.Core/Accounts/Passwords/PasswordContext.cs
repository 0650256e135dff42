using System.Globalization;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>What a stranger may know of the person who chooses a password, none of which may stand in it (S-PW5).</summary>
/// <param name="Username">of the account</param>
/// <param name="Names">family names and first names: own and the children's</param>
/// <param name="Places">school names and towns; words under 4 letters and words like "collège" are let through</param>
/// <param name="BirthDates">own and the children's</param>
/// <param name="Now">today; its year is worth nothing in a password</param>
public sealed record PasswordContext(
    string Username,
    IReadOnlyCollection<string> Names,
    IReadOnlyCollection<string> Places,
    IReadOnlyCollection<DateOnly> BirthDates,
    DateTime Now)
{
    private static readonly string[] ServiceWords = ["educonnect", "education"];
    private static readonly string[] DateShapes = ["ddMMyyyy", "yyyyMMdd", "MMddyyyy", "ddMMyy", "yyMMdd", "dMyyyy"];
    private static readonly char[] Digits = [.. "0123456789"];
    private const int ShortestPlace = 4;
    private const int ShortestNameAnywhere = 5;
    private static readonly HashSet<string> PlainWords = new(StringComparer.Ordinal)
    {
        "ecole", "college", "lycee", "groupe", "scolaire", "elementaire", "maternelle", "primaire", "general", "technologique", "professionnel", "polyvalent", "saint", "sainte",
    };

    /// <summary>Whether any of it can be read in the password, whatever the accents, the case and the usual replacements of letters.</summary>
    internal bool IsHeldBy(string password)
    {
        string[] readings = [Squeeze(password), Squeeze(GuessablePieces.ReadAsLetters(password))];
        var tokens = Tokens(password);
        return readings.Any(reading => LongWords().Any(word => reading.Contains(word, StringComparison.Ordinal)))
            || ShortNames().Any(tokens.Contains)
            || Dates().Any(date => readings[0].Contains(date, StringComparison.Ordinal));
    }

    private static string Squeeze(string text) => SearchText.Fold(text).Replace(" ", string.Empty, StringComparison.Ordinal);

    private static HashSet<string> Tokens(string password) =>
        [.. SearchText.Fold(password).Split(' ').SelectMany(part => part.Split(Digits)), .. SearchText.Fold(GuessablePieces.ReadAsLetters(password)).Split(' ')];

    private IEnumerable<string> LongWords()
    {
        var places = Places.SelectMany(place => SearchText.Fold(place).Split(' ')).Where(word => word.Length >= ShortestPlace && !PlainWords.Contains(word));
        return [.. ServiceWords, .. NameWords().Where(word => word.Length >= ShortestNameAnywhere), .. places, .. new[] { Squeeze(Username) }.Where(word => word.Length >= 3)];
    }

    // "Inès" stands in "tartines" and "Léa" in "oléagineux": short names count only where they stand alone.
    private IEnumerable<string> ShortNames() => NameWords().Where(word => word.Length is >= 3 and < ShortestNameAnywhere);

    private IEnumerable<string> NameWords() => Names.SelectMany(name => SearchText.Fold(name).Split(' ').Append(Squeeze(name)));

    // Six digits are the least that tells a date: "dMyyyy" of 1 January 2014 has them too.
    private IEnumerable<string> Dates() =>
        BirthDates.SelectMany(date => DateShapes.Select(shape => date.ToString(shape, CultureInfo.InvariantCulture)));
}
