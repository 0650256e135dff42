using System.Text.Json;
using System.Text.RegularExpressions;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Testing;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>The example dashboard of <c>docs/operating</c> asks for what <c>/metrics</c> tells, and for nothing else (issue 5, G).</summary>
public sealed partial class DashboardTests
{
    private const string Key = "une-cle-de-trente-deux-signes-au-moins";

    [Fact]
    public async Task Every_metric_it_names_is_told_by_a_node()
    {
        var asked = Expressions().SelectMany(expression => Metric().Matches(expression).Select(match => match.Value)).Distinct().ToList();
        Assert.True(asked.Count >= 10, string.Join(' ', asked));
        Assert.Empty(asked.Except(await ToldAsync()));
    }

    [Fact]
    public void Every_panel_has_a_title_a_source_and_a_place_of_its_own()
    {
        using var document = JsonDocument.Parse(Text());
        var panels = document.RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("gridPos").GetProperty("x").GetInt32() + " " + panel.GetProperty("gridPos").GetProperty("y").GetInt32()).Distinct().Count());
        Assert.All(panels, panel => Assert.Equal("${source}", panel.GetProperty("datasource").GetProperty("uid").GetString()));
        Assert.All(panels, panel => Assert.NotEmpty(panel.GetProperty("title").GetString()!));
    }

    [Fact]
    [Trait("Rule", "security reference 3.5")]
    public async Task Every_rule_to_begin_with_asks_for_metrics_and_outcomes_that_a_node_tells()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "operating.md"), TestContext.Current.CancellationToken);
        var rules = text[text.IndexOf("Rules to begin with:", StringComparison.Ordinal)..].Split("```")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(rules.Length >= 10, text);
        Assert.Empty(rules.SelectMany(rule => Metric().Matches(rule).Select(match => match.Value)).Except([.. await ToldAsync(), ServiceMeter.LeakedListFaults.Name]));

        var ofLists = Assert.Single(rules, rule => rule.Contains("offset 1w", StringComparison.Ordinal));
        var outcomes = Outcome().Matches(ofLists).SelectMany(match => match.Groups[1].Value.Split('|')).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["refused", "succeeded", "unknown"], outcomes);
        Assert.Empty(outcomes.Except(await OutcomesAsync()));
    }

    /// <summary>The outcomes that a node tells after a wrong password, a username nobody has, and a right password.</summary>
    private static async Task<IEnumerable<string>> OutcomesAsync()
    {
        await using var family = await Family.StartAsync(settings: "--Metrics:Key=" + Key);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        await Family.SignInAsync(browser, "responsable", "c.morel27", "faux");
        await Family.SignInAsync(browser, "responsable", "x.inconnu1", "faux");
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        browser.Headers["Authorization"] = "Bearer " + Key;
        var told = (await browser.GetAsync("/metrics")).Body;
        return told.Split('\n').Where(line => line.StartsWith(ServiceMeter.SignIns.Name + "{", StringComparison.Ordinal)).Select(line => Outcome().Match(line).Groups[1].Value);
    }

    private static string Text() => File.ReadAllText(Path.Combine(Checkout.Root, "docs", "operating", "dashboard.json"));

    private static List<string> Expressions()
    {
        using var document = JsonDocument.Parse(Text());
        return [.. document.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)];
    }

    /// <summary>What a node with a night behind it tells, and the counters it will tell once they count.</summary>
    private static async Task<HashSet<string>> ToldAsync()
    {
        await using var app = await TestApp.StartAsync(settings: "--Metrics:Key=" + Key);
        await using (var db = app.Main())
        {
            db.Add(new Operation { Id = Guid.NewGuid(), Kind = NightHandler.OperationKind, Argument = "{}", CreatedAt = DateTime.UtcNow, State = OperationState.Done, Outcome = new NightReport([]).Write() });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var browser = app.Browser();
        browser.Headers["Authorization"] = "Bearer " + Key;
        var gauges = (await browser.GetAsync("/metrics")).Body.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]);
        return [.. gauges, ServiceMeter.SignIns.Name, ServiceMeter.HashingRefused.Name, ServiceMeter.HashingWait.Name + "_bucket"];
    }

    [GeneratedRegex("outcome=~?\"([a-z|-]+)\"")]
    private static partial Regex Outcome();

    [GeneratedRegex("educonnect_[a-z_]+")]
    private static partial Regex Metric();
}
