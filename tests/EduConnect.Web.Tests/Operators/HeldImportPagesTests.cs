using System.Net;
using System.Text.Json;
using EduConnect.Core.Agents;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>A deposit that the safety brake holds, on the operators' pages: what it would do, and the decision (domain 2.4, S-XM3).</summary>
[Trait("Rule", "S-XM3")]
public abstract class HeldImportPagesTests(Engine engine) : IAsyncLifetime
{
    private const string Name = "20261120-020000000-lot & co";
    private const string Address = "/exploitation/imports/2d/retenus?depot=20261120-020000000-lot%20%26%20co";

    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Deposits => Path.Combine(_app.Stores.Folder, "educonnect2d", "ect-sync2d");

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(engine, clock: _clock);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_page_says_what_it_would_do_and_who_would_lose_most()
    {
        await HoldAsync();
        using var agent = await SignInAsync("operator");
        Assert.Contains("Dépôts retenus par le frein de sécurité, à décider : 1.", (await agent.GetAsync("/exploitation")).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var list = await agent.GetAsync("/exploitation/imports");
        Assert.Equal("Retenu, à décider", list.Document.QuerySelector("main td[data-label=État]")!.TextContent.Trim());
        var page = await agent.GetAsync(list.Document.QuerySelector("main table a")!.GetAttribute("href")!);
        Assert.Equal(Address, page.Address.PathAndQuery);
        var rows = page.Document.QuerySelectorAll("main tbody tr").Select(Words).ToList();
        Assert.Equal("Élèves 12 34 1 500", rows[0]);
        Assert.Equal("Responsables 0 5 1 800", rows[1]);
        Assert.Equal("Collège des Trois Moulins 9990001X 120 400 30 %", rows[2]);
        var text = page.Text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
        Assert.Contains("3 300 sur 50 000, soit 6,6 %. Limite : 1 %, dépassée", text, StringComparison.Ordinal);
        Assert.Contains("21. Limite : 5 % des rattachements", text, StringComparison.Ordinal);
        Assert.Contains("Les 1 premiers sur 21.", text, StringComparison.Ordinal);
        Assert.Contains("La fiche n’a pas de nom.", text, StringComparison.Ordinal);
        Assert.Contains("Académie 18, 2D, complet du 19-11-2026. Le frein de sécurité l’a arrêté : 9990001X perdrait 1 200 de ses 4 000 rattachements.", text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main [lang=en]"));
        foreach (var address in (string[])["/exploitation/imports/1d/retenus?depot=" + Uri.EscapeDataString(Name), "/exploitation/imports/2d/retenus", "/exploitation/imports/2d/retenus?depot=../rejets", "/exploitation/imports/2d/retenus/appliquer?depot=autre"])
        {
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await agent.GetAsync(address)).Status));
        }
    }

    [Fact]
    public async Task It_is_applied_after_a_confirmation_once_and_the_worker_does_it()
    {
        await HoldAsync();
        using var agent = await SignInAsync("operator");
        using var second = await SignInAsync("second");
        var page = await agent.GetAsync(Address);
        var confirm = await agent.GetAsync(Link(page, "Appliquer quand même"));
        Assert.Contains("On ne revient pas en arrière", confirm.Text, StringComparison.Ordinal);
        var late = await second.GetAsync(Link(page, "Refuser ce dépôt"));
        var done = await agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Contains("C’est décidé.", done.Text, StringComparison.Ordinal);
        Assert.Contains("S. Carpentier a décidé le 20-11-2026 à 09:00 de l’appliquer quand même. En attente.", done.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain(done.Document.QuerySelectorAll("main a"), link => link.TextContent.Trim() == "Appliquer quand même");
        Assert.Contains("Ce dépôt était déjà décidé.", (await second.SubmitAsync(late, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Contains("Ce dépôt était déjà décidé.", (await second.GetAsync(Link(page, "Appliquer quand même"))).Text, StringComparison.Ordinal);
        await using (var db = _app.Main())
        {
            var me = (await db.Set<Agent>().SingleAsync(one => one.Username == "operator", Cancellation)).Id.ToString();
            var trail = await db.Set<AuditEvent>().SingleAsync(row => row.Code.StartsWith("directory.held-"), Cancellation);
            Assert.Equal((DecideHeldImport.AppliedCode, ActorKind.Operator, me, "2D " + Name), (trail.Code, trail.ActorKind, trail.ActorId, trail.Detail));
        }

        await _app.RunWorkerAsync();
        await using var after = _app.Main();
        Assert.Equal(OperationState.Done, (await after.Set<Operation>().SingleAsync(Cancellation)).State);

        // There is no export in the folder of this test: the import itself refuses it now.
        Assert.True(Directory.Exists(Path.Combine(Deposits, "rejets", Name)));
        Assert.Equal("/exploitation/imports", (await agent.GetAsync(done.Address.PathAndQuery)).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync(Address)).Status);
    }

    [Fact]
    public async Task It_is_refused_likewise_and_neither_without_the_right_nor_during_maintenance()
    {
        await HoldAsync();
        using var agent = await SignInAsync("operator");
        using var other = await AgentBrowser.SignInAsync(_app, "other", new NewRight(AgentModule.Statistics, Departement: "037"));
        var confirm = await agent.GetAsync(Link(await agent.GetAsync(Address), "Refuser ce dépôt"));
        var token = (await other.GetAsync("/arena")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Dictionary<string, string> forged = new() { ["__RequestVerificationToken"] = token, ["Deposit"] = Name };
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync("/exploitation/imports/2d/retenus/refuser", forged)).Status);
        var mode = _app.Services.GetRequiredService<ReadOnlyMode>();
        mode.Plan(_clock.UtcNow, _clock.UtcNow.AddHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Status);
        mode.Plan(null, null);
        await using (var db = _app.Main())
        {
            Assert.False(await db.Set<Operation>().AnyAsync(Cancellation));
        }

        Assert.Contains("de l’écarter", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        await _app.RunWorkerAsync();
        Assert.True(File.Exists(Path.Combine(Deposits, "rejets", Name + ".rapport.json")));
    }

    private Task<PageClient> SignInAsync(string username) => AgentBrowser.SignInAsync(_app, username, new NewRight(AgentModule.Operations));

    private async Task HoldAsync()
    {
        var report = new ImportReport { Outcome = ImportOutcome.Refused };
        var feed = new ReportFeed("18", "2D", "complet", new DateOnly(2026, 11, 19));
        report.Feeds.Add(feed);
        report.Remarks.Add(ImportRemark.Of("SchoolLosesTooMuch", "9990001X", 1200, 4000) with { Export = feed });
        report.Rejected.Add(new Rejection("eleves.xml", "#1 E1", "no name", ImportRemark.Of("RecordWithoutName")));
        report.Held.Add(new HeldExport(
            feed, 0.05, 0.01, [new HeldSchool("9990001X", "Collège des Trois Moulins", 120, 400)], 21, 3300, 50000, IsSourceOver: true, new PlannedChanges(12, 34, 1500), new PlannedChanges(0, 5, 1800), 2900));
        var folder = Directory.CreateDirectory(Path.Combine(Deposits, "retenus", Name)).FullName;
        await File.WriteAllTextAsync(folder + ".rapport.json", JsonSerializer.Serialize(report, JsonSerializerOptions.Web), Cancellation);
    }

    private static string Link(Testing.Web.Page page, string words) => page.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == words).GetAttribute("href")!;

    private static string Words(AngleSharp.Dom.IElement row) => string.Join(' ', row.Children.SelectMany(cell => cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}

/// <summary>Over the embedded engine.</summary>
public sealed class HeldImportPagesOnSqlite() : HeldImportPagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class HeldImportPagesOnPostgreSql() : HeldImportPagesTests(Engine.PostgreSql);
