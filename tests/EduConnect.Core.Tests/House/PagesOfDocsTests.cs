using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>Pages for those who maintain the house agree with its files: decisions, audited events, the classes a page may use.</summary>
[Trait("Kind", "House")]
public sealed partial class PagesOfDocsTests
{
    [Fact]
    public void The_index_of_decisions_is_their_files_with_their_titles()
    {
        var files = Repository.Files(".md").Where(file => DecisionFile().IsMatch(file)).Order(StringComparer.Ordinal).ToList();
        var expected = files.Select(file =>
        {
            var name = Path.GetFileName(file);
            var title = Repository.Lines(file)[0];
            var heading = $"# {int.Parse(name[..4], CultureInfo.InvariantCulture)}. ";
            Assert.StartsWith(heading, title, StringComparison.Ordinal);
            return $"- [{name[..4]}]({name}) {title[heading.Length..]}";
        });
        var readme = Repository.Lines("docs/adr/README.md");
        Assert.Equal(expected, readme.Where(line => line.StartsWith("- [", StringComparison.Ordinal)));
        var numbers = files.Select(file => int.Parse(Path.GetFileName(file)[..4], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(Enumerable.Range(1, numbers.Max()).Except(numbers), unused => Assert.Contains($"{unused:0000} is not used.", readme));
    }

    [Fact]
    public void A_decision_is_called_by_its_four_figures()
    {
        var wrong = Repository.Files(".cs", ".cshtml", ".md", ".sh", ".mjs").Where(file => !file.EndsWith("PagesOfDocsTests.cs", StringComparison.Ordinal))
            .SelectMany(file => Repository.Lines(file).Where(line => OtherCall().IsMatch(line)).Select(line => file + ": " + line.Trim()));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_audited_event_is_told_and_none_that_is_not_there()
    {
        var told = Repository.Lines("docs/events.md").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Code().Matches(line.Split('|')[1]).Select(code => code.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var families = told.Select(code => code.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var written = Repository.Files(".cs").Where(file => file.StartsWith("src/", StringComparison.Ordinal) && !file.Contains("/CommandLine/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal))
            .SelectMany(file => Dotted().Matches(Repository.Read(file)).Select(code => code.Groups[1].Value)).Where(code => families.Contains(code.Split('.')[0])).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(told.Count, 100, 300);
        Assert.Equal(told.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_page_uses_no_class_but_those_the_design_allows()
    {
        var readme = Repository.Read("src/EduConnect.Web/Design/README.md");
        var allowed = readme[readme.IndexOf("<div class=\"home\">", StringComparison.Ordinal)..readme.IndexOf("## Build", StringComparison.Ordinal)];
        var used = Repository.Files(".cshtml").Where(file => file.StartsWith("src/EduConnect.Web/Pages/", StringComparison.Ordinal) && !file.Contains("/Patterns/", StringComparison.Ordinal))
            .SelectMany(file => PlainClass().Matches(Repository.Read(file)).SelectMany(one => one.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Distinct(StringComparer.Ordinal).ToList();
        Assert.InRange(used.Count, 10, 40);
        Assert.DoesNotContain(used, name => name != "home" && !allowed.Contains($"`\"{name}\"`", StringComparison.Ordinal));
    }

    [GeneratedRegex("^docs/adr/[0-9]{4}-")]
    private static partial Regex DecisionFile();

    [GeneratedRegex(@"\bdecision [0-9]|\bADR [0-9]{1,3}\b", RegexOptions.IgnoreCase)]
    private static partial Regex OtherCall();

    [GeneratedRegex("`([a-z][a-z.-]*)`")]
    private static partial Regex Code();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)*(?:\\.[a-z]+(?:-[a-z]+)*)+)\"")]
    private static partial Regex Dotted();

    [GeneratedRegex("\\sclass=\"([^\"@]+)\"")]
    private static partial Regex PlainClass();
}
