namespace EduConnect.Core.Directory.Sources;

/// <summary>National code of a school: seven digits (three for the département) and a check letter.</summary>
internal static class Uai
{
    private const string Letters = "ABCDEFGHJKLMNPRSTUVWXYZ";

    /// <summary>The code trimmed and in upper case; null when it has not the shape of one.</summary>
    public static string? Parse(string? text)
    {
        var uai = text?.Trim().ToUpperInvariant();
        return uai is { Length: 8 } && !uai.AsSpan(0, 7).ContainsAnyExceptInRange('0', '9') && char.IsAsciiLetterUpper(uai[7]) ? uai : null;
    }

    /// <summary>True when the letter agrees with the digits; anonymised exports break it, so it only warns.</summary>
    public static bool HasRightLetter(string uai) =>
        uai[7] == Letters[int.Parse(uai.AsSpan(0, 7), System.Globalization.CultureInfo.InvariantCulture) % Letters.Length];
}
