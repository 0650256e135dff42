using System.Text.RegularExpressions;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>One word per thing: the forbidden words of <c>docs/glossary.md</c> appear nowhere in names or on screens.</summary>
[Trait("Kind", "House")]
public sealed partial class GlossaryTests
{
    [Fact]
    public void Names_in_code_use_the_word_of_the_glossary()
    {
        var forbidden = Forbidden("Never in code (as part of a name)");
        Assert.NotEmpty(forbidden);
        var wrong = Repository.Files(".cs").Where(file => file.StartsWith("src/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(file => Repository.Lines(file).SelectMany(line => Declarations(line).Where(name => forbidden.Any(word => Holds(name, word, file))).Select(name => $"{file}: {name}")));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Screens_letters_and_mails_use_the_word_of_the_glossary()
    {
        var forbidden = Forbidden("Never on the screens");
        Assert.NotEmpty(forbidden);
        var wrong = Repository.Files(".cshtml", ".mail.md", ".sms.txt", ".typ", ".resx", ".faq.md", ".agents.md").Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => Repository.Lines(file).Where(line => !IsTyped(file, line) && forbidden.Any(word => !IsOfTheSources(word, file) && Word(word).IsMatch(Visible(line)))).Select(line => $"{file}: {line.Trim()}"));
        Assert.Empty(wrong);
    }

    private static List<string> Forbidden(string column)
    {
        var words = new List<string>();
        var index = -1;
        foreach (var line in Repository.Lines("docs/glossary.md"))
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            index = cells.Contains(column) ? Array.IndexOf(cells, column) : line.StartsWith('|') ? index : -1;
            if (index > 0 && index < cells.Length)
            {
                words.AddRange(Quoted().Matches(cells[index]).Select(match => match.Groups[1].Value));
            }
        }

        return words;
    }

    private static IEnumerable<string> Declarations(string line) =>
        line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? [] : Declared().Matches(line).Select(match => match.Groups[1].Value);

    private static bool Holds(string name, string word, string file)
    {
        var allowed = word == "Client" && (file.Contains("/Protocols/", StringComparison.Ordinal) || file.Contains("/Federation/", StringComparison.Ordinal) || file.Contains("/Outbox/", StringComparison.Ordinal));
        return !allowed && Regex.IsMatch(name, $"(^|[a-z0-9]){word}($|s$|[A-Z0-9])", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    // The value of the detail (row #160) and the prompt of the map (row #228) are given by the sources word for word.
    private static bool IsOfTheSources(string word, string file) =>
        (word == "mot de passe temporaire" && file == "src/EduConnect.Web/Pages/Administration/_DetailPassword.cshtml")
        || (word == "veuillez" && file == "src/EduConnect.Web/Pages/MeteoStats/Territory.cshtml");

    // Words of the search are what people type, ours or not, and are never shown.
    private static bool IsTyped(string file, string line) => file.EndsWith(".faq.md", StringComparison.Ordinal) && line.StartsWith("Mots : ", StringComparison.Ordinal);

    private static string Visible(string line) => Markup().Replace(line, " ").Replace('\'', '’');

    private static Regex Word(string word) => new($@"(?<![\p{{L}}\-.]){Regex.Escape(word.Replace('\'', '’'))}(?![\p{{L}}\-])", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?:class|record|struct|enum|interface|void|Task|string|bool|int|Guid|var|public|internal|private|static|required|readonly)\s+(?:struct\s+|class\s+)?([A-Z][A-Za-z0-9]+)\b")]
    private static partial Regex Declared();

    [GeneratedRegex(@"<[^>]*>|@[A-Za-z.()]+|#[a-z]+")]
    private static partial Regex Markup();
}
