using System.Text.RegularExpressions;
using EduConnect.Web.Design;

namespace EduConnect.Web.Help;

/// <summary>
/// Reads one file of help: <c># Section {#anchor}</c>, then for each question <c>## Question ? {#anchor}</c>, if wanted a line
/// <c>Mots : …</c> with words that only the search sees, lines <c>Image : name | what it shows | caption</c>, and the answer in Markdown.
/// </summary>
internal static partial class HelpReader
{
    private const string SearchLine = "Mots :";
    private const string PictureLine = "Image :";

    /// <summary>The section; null when the file holds none.</summary>
    /// <exception cref="FormatException">A heading has no anchor, an anchor stands twice, or a picture is not one of <see cref="GuidePictures.Names"/>. One English sentence.</exception>
    public static HelpSection? Read(string name, string text)
    {
        var parts = Heading().Split(text.ReplaceLineEndings("\n"));
        if (parts.Length < 4)
        {
            return text.Trim().Length == 0 ? null : throw new FormatException($"{name} has no heading of the form '# Section {{#anchor}}'.");
        }

        // Split keeps the groups: text before, then (level, title, anchor, text) again and again.
        var questions = new List<HelpQuestion>();
        var section = parts[2].Trim();
        for (var index = 5; index + 3 < parts.Length; index += 4)
        {
            questions.Add(Question(name, section, parts[index + 1].Trim(), parts[index + 2], parts[index + 3]));
        }

        var twice = questions.GroupBy(question => question.Anchor, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (parts[1] != "#" || twice is not null || LostHeading().IsMatch(text))
        {
            throw new FormatException(twice is null ? $"{name} has a heading without anchor, or no section first." : $"{name} uses the anchor '{twice.Key}' twice.");
        }

        return new HelpSection(parts[3], FrenchSpacing.Spaced(section), questions);
    }

    private static HelpQuestion Question(string file, string section, string title, string anchor, string body)
    {
        var lines = body.Trim('\n').Split('\n').ToList();
        var extra = lines.FindIndex(line => line.StartsWith(SearchLine, StringComparison.Ordinal));
        var words = extra >= 0 ? lines[extra][SearchLine.Length..] : string.Empty;
        if (extra >= 0)
        {
            lines.RemoveAt(extra);
        }

        var pictures = lines.Where(line => line.StartsWith(PictureLine, StringComparison.Ordinal)).Select(line => Picture(file, line[PictureLine.Length..])).ToList();
        lines.RemoveAll(line => line.StartsWith(PictureLine, StringComparison.Ordinal));
        var answer = string.Join('\n', lines).Trim();
        var (own, all) = (HelpBook.WordsOf($"{title} {section} {words}"), HelpBook.WordsOf($"{title} {section} {words} {answer}"));
        return new HelpQuestion(anchor, FrenchSpacing.Spaced(title), HelpMarkdown.ToHtml(answer), own, all) { Pictures = pictures };
    }

    private static HelpPicture Picture(string file, string line) => line.Split('|', StringSplitOptions.TrimEntries) is [var name, { Length: > 0 } alternative, { Length: > 0 } caption] && GuidePictures.Names.Contains(name)
        ? new HelpPicture(name, FrenchSpacing.Spaced(alternative), FrenchSpacing.Spaced(caption))
        : throw new FormatException($"{file} has a picture that is not of the form 'Image : name | what it shows | caption', or whose name nobody makes.");

    [GeneratedRegex(@"^(#{1,2}) +(.+?) *\{#([a-z0-9-]+)\} *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^#{1,2} (?!.*\{#[a-z0-9-]+\} *$)", RegexOptions.Multiline)]
    private static partial Regex LostHeading();
}
