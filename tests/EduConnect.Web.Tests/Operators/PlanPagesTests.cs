using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>Interruptions planned and taken back on the page (rows #247 to #251), by hours of Paris, both nights of the clocks included.</summary>
[Trait("Row", "#250")]
public abstract class PlanPagesTests(Engine engine) : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 10, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(engine, clock: _clock);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task It_is_shown_before_it_is_planned_and_planned_once_however_often_it_is_sent()
    {
        using var agent = await SignInAsync();
        var confirm = await TypeAsync(agent, "2026-10-25", "01:30", "2026-10-25", "03:30", "Montée de version");
        Assert.Contains("À confirmer", confirm.Text, StringComparison.Ordinal);
        Assert.Contains("3 h 00", confirm.Text, StringComparison.Ordinal);
        Assert.Empty(await WindowsAsync());
        var done = await agent.SubmitAsync(confirm, new Dictionary<string, string>(), button: "planifier");
        Assert.Contains("L’interruption est planifiée.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Montée de version", done.Document.QuerySelector("main .table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("L’interruption est planifiée.", (await agent.SubmitAsync(confirm, new Dictionary<string, string>(), button: "planifier")).Text, StringComparison.Ordinal);
        var window = Assert.Single(await WindowsAsync());
        Assert.Equal((new DateTime(2026, 10, 24, 23, 30, 0, DateTimeKind.Utc), new DateTime(2026, 10, 25, 2, 30, 0, DateTimeKind.Utc)), (window.StartsAt, window.EndsAt));
        Assert.Contains("Montée de version", (await agent.GetAsync("/agents/connexion")).Text, StringComparison.Ordinal);
        var audit = Assert.Single(await AuditAsync());
        Assert.Equal(("maintenance.planned", ActorKind.Operator, await OperatorAsync(), window.Id.ToString()), (audit.Code, audit.ActorKind, audit.ActorId, audit.RequestId));
    }

    [Fact]
    public async Task An_hour_that_comes_twice_is_the_first_and_one_that_never_comes_is_refused()
    {
        using var agent = await SignInAsync();
        var twice = await TypeAsync(agent, "2026-10-25", "02:30", "2026-10-25", "05:00");
        Assert.Contains("les horloges montrent deux fois cette heure", twice.Text, StringComparison.Ordinal);
        Assert.Contains("3 h 30", twice.Text, StringComparison.Ordinal);
        var never = await TypeAsync(agent, "2027-03-28", "02:30", "2027-03-28", "05:00", "gardé");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, never.Status);
        Assert.Contains("Cette heure n’existe pas", never.Text, StringComparison.Ordinal);
        Assert.Equal("gardé", never.Document.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Equal("02:30", never.Document.QuerySelector("input[name='Input.StartHour']")!.GetAttribute("value"));
        Assert.Empty(await WindowsAsync());
    }

    [Fact]
    public async Task Each_field_left_empty_has_a_line_of_its_own_that_leads_to_it()
    {
        using var agent = await SignInAsync();
        var page = await TypeAsync(agent, "", "", "", "");
        var links = page.Document.QuerySelectorAll("#erreurs a").ToList();
        Assert.Equal(4, links.Select(link => link.TextContent.Trim()).Distinct().Count());
        Assert.Equal(4, links.Select(link => page.Document.GetElementById(link.GetAttribute("href")![1..])!.GetAttribute("name")).Distinct().Count());
        Assert.Contains("4 informations sont à corriger", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", "", "Saisissez le jour du début")]
    [InlineData("2026-13-40", "25:99", "2026-10-25", "03:00", "Saisissez l’heure du début")]
    [InlineData("2026-10-25", "04:00", "2026-10-25", "03:00", "La fin doit venir après le début.")]
    [InlineData("2026-10-01", "04:00", "2026-10-02", "03:00", "Cette interruption serait déjà finie.")]
    [InlineData("2026-10-30", "13:00", "2026-10-30", "15:00", "Une autre interruption est déjà prévue")]
    public async Task What_is_typed_wrongly_is_said_on_the_page(string startDay, string startHour, string endDay, string endHour, string sentence)
    {
        using var agent = await SignInAsync();
        await agent.SubmitAsync(await TypeAsync(agent, "30/10/2026", "14h", "30-10-2026", "16:00"), new Dictionary<string, string>(), button: "planifier");
        var page = await TypeAsync(agent, startDay, startHour, endDay, endHour);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Single(await WindowsAsync());
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_and_modifying_shows_what_was_typed()
    {
        using var agent = await SignInAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TypeAsync(agent, "2026-10-30", "14:00", "2026-10-30", "16:00", new string('x', 301))).Status);
        var confirm = await TypeAsync(agent, "2026-10-30", "14:00", "2026-10-30", "16:00", "<b>bonjour</b>");
        Assert.Null(confirm.Document.QuerySelector("main b b"));
        var again = await agent.SubmitAsync(confirm, new Dictionary<string, string>(), button: "modifier");
        Assert.Equal("<b>bonjour</b>", again.Document.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Empty(await WindowsAsync());
    }

    [Fact]
    public async Task One_in_force_is_ended_on_the_page_although_everything_else_is_refused()
    {
        using var agent = await SignInAsync();
        var confirm = await TypeAsync(agent, "2026-10-20", "09:00", "2026-10-20", "23:00");
        var done = await agent.SubmitAsync(confirm, new Dictionary<string, string>(), button: "planifier");
        Assert.True(_app.Services.GetRequiredService<ReadOnlyMode>().IsOn);
        Assert.Contains("Une interruption planifiée est en cours", (await agent.GetAsync("/exploitation")).Text, StringComparison.Ordinal);
        var cancel = await agent.GetAsync(done.Document.QuerySelector("main td a")!.GetAttribute("href")!);
        Assert.Contains("Finir l’interruption maintenant", cancel.Text, StringComparison.Ordinal);
        Assert.Contains("L’interruption est annulée.", (await agent.SubmitAsync(cancel, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.False(_app.Services.GetRequiredService<ReadOnlyMode>().IsOn);
        Assert.Contains("Rien n’a changé.", (await agent.SubmitAsync(cancel, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync(cancel.Address.PathAndQuery)).Status);
        Assert.Equal(["maintenance.cancelled", "maintenance.planned"], (await AuditAsync()).Select(audit => audit.Code).Order(StringComparer.Ordinal));
    }

    private Task<PageClient> SignInAsync() => AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));

    private static async Task<Page> TypeAsync(PageClient agent, string startDay, string startHour, string endDay, string endHour, string message = "") =>
        await agent.SubmitAsync(await agent.GetAsync("/exploitation/maintenance"), new Dictionary<string, string>
        {
            ["Input.StartDay"] = startDay,
            ["Input.StartHour"] = startHour,
            ["Input.EndDay"] = endDay,
            ["Input.EndHour"] = endHour,
            ["Input.Message"] = message,
        });

    private async Task<List<MaintenanceWindow>> WindowsAsync()
    {
        await using var db = _app.Operational();
        return await db.Set<MaintenanceWindow>().AsNoTracking().ToListAsync(Cancellation);
    }

    private async Task<List<AuditEvent>> AuditAsync()
    {
        await _app.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));
        await using var db = _app.Main();
        return await db.Set<AuditEvent>().AsNoTracking().Where(audit => audit.Code.StartsWith("maintenance.")).ToListAsync(Cancellation);
    }

    private async Task<string> OperatorAsync()
    {
        await using var db = _app.Main();
        return (await db.Set<Agent>().SingleAsync(agent => agent.Username == "operator", Cancellation)).Id.ToString();
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class PlanPagesOnSqlite() : PlanPagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class PlanPagesOnPostgreSql() : PlanPagesTests(Engine.PostgreSql);
