using System.Text.RegularExpressions;

namespace EduConnect.Web.Help;

/// <summary>One question as it is written in a file of help.</summary>
/// <param name="Anchor">stable name in addresses</param>
/// <param name="Title">the question</param>
/// <param name="Words">words that only the search sees; empty for none</param>
/// <param name="Answer">Markdown, lines of pictures included</param>
internal sealed record SourceQuestion(string Anchor, string Title, string Words, string Answer);

/// <summary>
/// One file of help as it is written: <c># Section {#anchor}</c>, then for each question <c>## Question ? {#anchor}</c>, if wanted a line
/// <c>Mots : …</c>, and the answer. Read and written back without loss.
/// </summary>
/// <param name="Anchor">name of the section in addresses</param>
/// <param name="Title">its heading</param>
/// <param name="Questions">in their order</param>
internal sealed partial record HelpSource(string Anchor, string Title, IReadOnlyList<SourceQuestion> Questions)
{
    /// <summary>How the line of words that only the search sees begins.</summary>
    public const string SearchLine = "Mots :";

    /// <summary>The section; null when the file holds none.</summary>
    /// <exception cref="FormatException">A heading has no anchor, or an anchor stands twice. One English sentence.</exception>
    public static HelpSource? Read(string name, string text)
    {
        var parts = Heading().Split(text.ReplaceLineEndings("\n"));
        if (parts.Length < 4)
        {
            return text.Trim().Length == 0 ? null : throw new FormatException($"{name} has no heading of the form '# Section {{#anchor}}'.");
        }

        // Split keeps the groups: text before, then (level, title, anchor, text) again and again.
        var questions = new List<SourceQuestion>();
        for (var index = 5; index + 3 < parts.Length; index += 4)
        {
            questions.Add(Question(parts[index + 1].Trim(), parts[index + 2], parts[index + 3]));
        }

        var twice = questions.GroupBy(question => question.Anchor, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (parts[1] != "#" || twice is not null || LostHeading().IsMatch(text))
        {
            throw new FormatException(twice is null ? $"{name} has a heading without anchor, or no section first." : $"{name} uses the anchor '{twice.Key}' twice.");
        }

        return new HelpSource(parts[3], parts[2].Trim(), questions);
    }

    /// <summary>The file.</summary>
    public string Write() => $"# {Title} {{#{Anchor}}}\n" + string.Concat(Questions.Select(question =>
        $"\n## {question.Title} {{#{question.Anchor}}}\n{(question.Words.Length > 0 ? $"{SearchLine} {question.Words}\n" : null)}\n{question.Answer}\n"));

    /// <summary>The question of an anchor; null when there is none.</summary>
    public SourceQuestion? Find(string anchor) => Questions.FirstOrDefault(question => question.Anchor == anchor);

    /// <summary>The same with a question in the place of the one of its anchor, or at the end.</summary>
    public HelpSource With(SourceQuestion question) =>
        this with { Questions = Find(question.Anchor) is null ? [.. Questions, question] : [.. Questions.Select(one => one.Anchor == question.Anchor ? question : one)] };

    /// <summary>The same without a question.</summary>
    public HelpSource Without(string anchor) => this with { Questions = [.. Questions.Where(question => question.Anchor != anchor)] };

    /// <summary>The same with a question one place up or down; as it is where there is no place.</summary>
    public HelpSource Moved(string anchor, bool isUp) =>
        this with { Questions = FaqOrder.Moved(Questions, Questions.ToList().FindIndex(question => question.Anchor == anchor), isUp) };

    private static SourceQuestion Question(string title, string anchor, string body)
    {
        var lines = body.Trim('\n').Split('\n').ToList();
        var extra = lines.FindIndex(line => line.StartsWith(SearchLine, StringComparison.Ordinal));
        var words = extra >= 0 ? lines[extra][SearchLine.Length..].Trim() : string.Empty;
        if (extra >= 0)
        {
            lines.RemoveAt(extra);
        }

        return new SourceQuestion(anchor, title, words, string.Join('\n', lines).Trim());
    }

    [GeneratedRegex(@"^(#{1,2}) +(.+?) *\{#([a-z0-9-]+)\} *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^#{1,2} (?!.*\{#[a-z0-9-]+\} *$)", RegexOptions.Multiline)]
    private static partial Regex LostHeading();
}
