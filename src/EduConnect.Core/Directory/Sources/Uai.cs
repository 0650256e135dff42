namespace EduConnect.Core.Directory.Sources;

/// <summary>National code of a school: seven digits (three for the département) and a letter. Anonymised exports break its rule, so any letter is taken.</summary>
internal static class Uai
{
    /// <summary>The code trimmed and in upper case; null when it has not the shape of one.</summary>
    public static string? Parse(string? text)
    {
        var uai = text?.Trim().ToUpperInvariant();
        return uai is { Length: 8 } && !uai.AsSpan(0, 7).ContainsAnyExceptInRange('0', '9') && char.IsAsciiLetterUpper(uai[7]) ? uai : null;
    }
}
