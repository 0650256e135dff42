using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>Operators switch FranceConnect off for security; the académies are told by mail (row #16, S-FC3).</summary>
[Trait("Row", "#16")]
public sealed class SwitchTests
{
    private static readonly Actor Operator = new(ActorKind.Operator, "someone");

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task Off_takes_the_button_away_and_says_why_and_on_puts_it_back(Engine engine)
    {
        await using var visit = await Visit.StartAsync(engine, null, "--FranceConnect:TellWhenSwitched:0=assistance@ac-un.example", "--FranceConnect:TellWhenSwitched:1=Assistance@ac-un.example", "--FranceConnect:TellWhenSwitched:2=assistance@ac-deux.example");
        using var browser = visit.Browser();
        var page = await browser.GetAsync("/connexion/responsable");
        visit.Family.App.Stores.ReadOnly.Plan(visit.Family.Clock.UtcNow, visit.Family.Clock.UtcNow.AddHours(1));
        Assert.Equal(2, await SwitchAsync(visit, isOff: true));
        Assert.Null(await SwitchAsync(visit, isOff: true));

        // The page that was open before meets the switch at its press.
        Assert.Equal("/connexion/responsable", (await browser.SubmitAsync(page, new Dictionary<string, string>(), Visit.Button)).Response.Headers.Location?.ToString());
        var off = await browser.GetAsync("/connexion/responsable");
        Assert.Null(off.Document.QuerySelector(Visit.Button));
        Assert.Contains("désactivée pour le moment", off.Text, StringComparison.Ordinal);

        Assert.Equal(2, await SwitchAsync(visit, isOff: false));
        await visit.Family.App.Services.GetRequiredService<FranceConnectAvailability>().RefreshAsync(TestContext.Current.CancellationToken);
        Assert.NotNull((await browser.GetAsync("/connexion/responsable")).Document.QuerySelector(Visit.Button));

        var mails = await visit.Family.OperationalAsync<OutboxMessage>();
        Assert.Equal(["franceconnect-off", "franceconnect-off", "franceconnect-on", "franceconnect-on"], mails.Select(mail => mail.Template).Order(StringComparer.Ordinal));
        Assert.Equal(["assistance@ac-deux.example", "assistance@ac-un.example"], mails.Select(mail => mail.Recipient).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([SwitchFranceConnect.OffCode, SwitchFranceConnect.OnCode], (await visit.Family.OperationalAsync<JournalEntry>()).OrderBy(entry => entry.Code == SwitchFranceConnect.OnCode).Select(entry => entry.Code));
    }

    [Fact]
    public async Task Whoever_is_on_the_way_comes_back_to_an_explanation()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        await SwitchAsync(visit, isOff: true);
        var page = await Visit.ReturnAsync(browser, asked["state"]);
        await visit.AssertRefusedAsync(browser, page);
        Assert.Contains("FranceConnect est désactivé", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, visit.Fake.Count("/token"));
    }

    [Fact]
    public async Task The_switch_reaches_the_audit_trail_as_an_operators_act()
    {
        await using var visit = await Visit.StartAsync();
        await SwitchAsync(visit, isOff: true);
        await visit.Family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(TestContext.Current.CancellationToken));
        var audit = Assert.Single(await visit.Family.MainAsync<AuditEvent>(), one => one.Code == SwitchFranceConnect.OffCode);
        Assert.Equal((ActorKind.Operator, """{"operator":"someone"}"""), (audit.ActorKind, audit.Detail));
    }

    private static Task<int?> SwitchAsync(Visit visit, bool isOff) => visit.Family.App.WithAsync(services =>
        services.GetRequiredService<SwitchFranceConnect>().RunAsync(isOff, Operator, TestContext.Current.CancellationToken));
}

/// <summary>The command <c>franceconnect</c>, as an operator runs it.</summary>
[Collection("Console")]
[Trait("Row", "#16")]
public sealed class FranceConnectCommandTests
{
    [Fact]
    public async Task Disable_status_enable()
    {
        await using var stores = await TestStores.CreateAsync(Engine.Sqlite);
        Assert.Contains("franceconnect: on", await RunAsync(stores, "status"), StringComparison.Ordinal);
        Assert.Contains("franceconnect: off", await RunAsync(stores, "disable"), StringComparison.Ordinal);
        var status = await RunAsync(stores, "status");
        Assert.Contains("franceconnect: off", status, StringComparison.Ordinal);
        Assert.Contains("changed_by: " + Environment.UserName, status, StringComparison.Ordinal);
        Assert.Contains("it was so already", await RunAsync(stores, "disable"), StringComparison.Ordinal);
        Assert.Contains("franceconnect: on", await RunAsync(stores, "enable"), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(TestStores stores, string verb)
    {
        var (before, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            Assert.Equal(0, await Commands.Root().Parse(["franceconnect", verb, "--data", stores.Folder]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
            return output.ToString();
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
