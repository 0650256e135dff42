using EduConnect.Core.Platform;

namespace EduConnect.Core.Schools.Lists;

/// <summary>
/// What was typed to find somebody (domain 10.4), ready for a query. Each of the first four words must begin a word of a name; a missing one is a blank,
/// which every name holds behind its leading blank: one fixed condition instead of a query for each number of words.
/// </summary>
internal sealed record SearchWords(string Typed, string First, string Second, string Third, string Fourth)
{
    private const int LongestText = 200;
    private const string None = " ";

    /// <summary>Whether there is a word that a name may hold.</summary>
    public bool IsName => First != None;

    /// <summary>A whole username, as stored.</summary>
#pragma warning disable CA1308 // usernames are stored in lower case
    public string Username => Typed.ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>A whole INE, as stored.</summary>
    public string Ine => Typed.ToUpperInvariant();

    /// <summary>Whether it looks like a whole username or INE rather than a name: one word with a dot or a digit.</summary>
    public bool IsIdentifier => !Typed.Any(char.IsWhiteSpace) && Typed.Any(sign => sign == '.' || char.IsAsciiDigit(sign));

    /// <summary>Reads what was typed; null for nothing.</summary>
    public static SearchWords? Read(string? text)
    {
        var typed = (text ?? string.Empty).Trim();
        typed = typed.Length <= LongestText ? typed : typed[..LongestText];
        var words = SearchText.Fold(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return typed.Length == 0 ? null : new SearchWords(typed, At(0), At(1), At(2), At(3));

        string At(int index) => index < words.Length ? None + words[index] : None;
    }
}
