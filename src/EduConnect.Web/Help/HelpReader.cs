using EduConnect.Web.Design;

namespace EduConnect.Web.Help;

/// <summary>
/// Makes one file of help (<see cref="HelpSource"/>) into what pages show: answers as HTML, lines <c>Image : name | what it shows | caption</c> as pictures,
/// words for the search.
/// </summary>
internal static class HelpReader
{
    /// <summary>How the line of a picture begins.</summary>
    public const string PictureLine = "Image :";

    /// <summary>The section; null when the file holds none.</summary>
    /// <exception cref="FormatException">A heading has no anchor, an anchor stands twice, or a picture is not one of <see cref="GuidePictures.Names"/>. One English sentence.</exception>
    public static HelpSection? Read(string name, string text) => HelpSource.Read(name, text) is { } source ? Section(name, source) : null;

    /// <summary>A section as pages show it.</summary>
    /// <exception cref="FormatException">A picture is not one of <see cref="GuidePictures.Names"/>. One English sentence.</exception>
    public static HelpSection Section(string name, HelpSource source) =>
        new(source.Anchor, FrenchSpacing.Spaced(source.Title), [.. source.Questions.Select(question => Question(name, source.Title, question))]);

    private static HelpQuestion Question(string file, string section, SourceQuestion source)
    {
        var lines = source.Answer.Split('\n').ToList();
        var pictures = lines.Where(line => line.StartsWith(PictureLine, StringComparison.Ordinal)).Select(line => Picture(file, line[PictureLine.Length..])).ToList();
        lines.RemoveAll(line => line.StartsWith(PictureLine, StringComparison.Ordinal));
        var answer = string.Join('\n', lines).Trim();
        var (own, all) = (HelpBook.WordsOf($"{source.Title} {section} {source.Words}"), HelpBook.WordsOf($"{source.Title} {section} {source.Words} {answer}"));
        return new HelpQuestion(source.Anchor, FrenchSpacing.Spaced(source.Title), HelpMarkdown.ToHtml(answer), own, all) { Pictures = pictures };
    }

    private static HelpPicture Picture(string file, string line) => line.Split('|', StringSplitOptions.TrimEntries) is [var name, { Length: > 0 } alternative, { Length: > 0 } caption] && GuidePictures.Names.Contains(name)
        ? new HelpPicture(name, FrenchSpacing.Spaced(alternative), FrenchSpacing.Spaced(caption))
        : throw new FormatException($"{file} has a picture that is not of the form 'Image : name | what it shows | caption', or whose name nobody makes.");
}
