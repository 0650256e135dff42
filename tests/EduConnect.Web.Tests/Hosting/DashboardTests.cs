using System.Text.Json;
using System.Text.RegularExpressions;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Testing;
using EduConnect.Testing.Web;

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

    [GeneratedRegex("educonnect_[a-z_]+")]
    private static partial Regex Metric();
}
