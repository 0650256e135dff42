using System.Globalization;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Levels of identity as FranceConnect names them: <c>eidas1</c> to <c>eidas3</c> (federation reference d.3).</summary>
internal static class EidasLevel
{
    private const string Prefix = "eidas";

    /// <summary>Whether a level reaches the lowest one accepted. Anything else has no rank, and no rank is never high enough.</summary>
    public static bool Reaches(string? level, string lowest) => Rank(level) >= Rank(lowest);

    private static int? Rank(string? level) =>
        level is { Length: 6 } && level.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(level.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) && rank is >= 1 and <= 3
            ? rank
            : null;
}
