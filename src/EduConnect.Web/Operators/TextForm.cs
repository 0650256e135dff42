using System.Globalization;

namespace EduConnect.Web.Operators;

/// <summary>What a form that edits a help text sends beside its words.</summary>
internal static class TextForm
{
    /// <summary>The button that shows without writing.</summary>
    public const string Preview = "voir";

    /// <summary>No version has this number: a form without its number never overwrites.</summary>
    private const int NoVersion = -1;

    /// <summary>Line ends of browsers made ours, blank ends gone.</summary>
    public static string Clean(string? text) => (text ?? string.Empty).ReplaceLineEndings("\n").Trim();

    /// <summary>The version a form was made from.</summary>
    public static int Seen(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NoVersion;
}
