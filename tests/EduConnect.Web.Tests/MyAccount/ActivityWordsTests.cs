using System.Text.RegularExpressions;
using System.Xml.Linq;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>"L’activité de mon compte" hides nothing of what happened to the account (S-SE5): what is not shown is listed here, with the reason.</summary>
public sealed partial class ActivityWordsTests
{
    private static readonly string[] NotShown =
    [
        // Nobody can read them: the account is gone.
        "account.closed", "account.deleted",

        // Orders for many accounts: account.informed, account.password-reset and agent.password-shown tell it of each.
        "inform.ordered", "reset.ordered", "agent.sheets-made",

        // They speak of two people; what came of it for this account is told by account.joined and account.records-joined.
        "doubt.kept-apart", "doubt.joined", "doubt.proposed", "doubt.left-to-holder", "doubt.pupils-kept-apart", "doubt.pupils-joined",
    ];

    [Fact]
    [Trait("Rule", "S-SE5")]
    public void Every_event_of_an_account_has_its_sentence_or_a_reason_not_to_and_no_sentence_is_left_over()
    {
        var codes = File.ReadAllLines(Path.Combine(Checkout.Root, "docs/events.md")).Select(line => line.Split('|')).Where(cells => cells.Length == 5)
            .SelectMany(cells => Code().Matches(cells[1]).Zip(Parts(cells[3])).Where(pair => About().IsMatch(pair.Second)).Select(pair => pair.First.Groups[1].Value)).ToList();
        var words = XDocument.Load(Path.Combine(Checkout.Root, "src/EduConnect.Web/Pages/MyAccount/MyAccountTexts.resx")).Root!.Elements("data")
            .Where(text => text.Attribute("name")!.Value.StartsWith("Activity.", StringComparison.Ordinal))
            .ToDictionary(text => text.Attribute("name")!.Value["Activity.".Length..], text => text.Element("value")!.Value);
        Assert.InRange(codes.Count, 50, 200);
        Assert.Equal(codes.Order(StringComparer.Ordinal), words.Keys.Concat(NotShown).Order(StringComparer.Ordinal));
        Assert.Equal(words.Count, words.Values.Distinct().Count());
    }

    // "account · account; the other": a part for each code, or one for all.
    private static IEnumerable<string> Parts(string about)
    {
        var parts = about.Split('·');
        return parts.Length == 1 ? Enumerable.Repeat(about, 100) : parts;
    }

    [GeneratedRegex(@"\baccounts?\b|^ the same ")]
    private static partial Regex About();

    [GeneratedRegex("`([a-z.-]+)`")]
    private static partial Regex Code();
}
