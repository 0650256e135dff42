using System.Text.RegularExpressions;
using EduConnect.Core.Schools.Journal;
using EduConnect.Core.Tests.House;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>The journal of a school speaks French of everything it can hold.</summary>
public sealed partial class JournalWordsTests
{
    [Fact]
    public void Every_event_that_can_carry_a_school_has_its_words_and_no_word_is_left_over()
    {
        var codes = Repository.Lines("docs/events.md").Select(line => line.Split('|')).Where(cells => cells.Length == 5 && About().IsMatch(cells[3]))
            .SelectMany(cells => Code().Matches(cells[1]).Zip(Parts(cells[3])).Where(pair => About().IsMatch(pair.Second)).Select(pair => pair.First.Groups[1].Value)).ToList();
        Assert.InRange(codes.Count, 20, 100);
        Assert.Equal(codes.Order(StringComparer.Ordinal), JournalWords.All.Actions.Keys.Order(StringComparer.Ordinal));
        Assert.All(JournalWords.All.Actions.Values, Assert.NotEmpty);
        Assert.Equal(JournalWords.All.Actions.Count, JournalWords.All.Actions.Values.Distinct().Count());
    }

    // "agent, school, account · account": a part for each code, or one for all.
    private static IEnumerable<string> Parts(string about)
    {
        var parts = about.Split('·');
        return parts.Length == 1 ? Enumerable.Repeat(about, 100) : parts;
    }

    [GeneratedRegex(@"\bschool\b")]
    private static partial Regex About();

    [GeneratedRegex("`([a-z.-]+)`")]
    private static partial Regex Code();
}
