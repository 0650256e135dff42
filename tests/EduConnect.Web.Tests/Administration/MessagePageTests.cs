using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>The school's message, written by its agent (domain 14.1).</summary>
[Trait("Row", "#25")]
public sealed class MessagePageTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private TestApp _app = null!;
    private School _own = null!;
    private School _foreign = null!;
    private PageClient _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(clock: _clock);
        await using var db = _app.Main();
        var data = new TestData(db);
        (_own, _foreign) = (data.School(), data.School());
        await data.SaveAsync();
        _agent = await AgentBrowser.SignInAsync(_app, "own", new NewRight(AgentModule.Administration, Uai: _own.Uai));
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_written_changed_and_taken_away_under_audit()
    {
        var page = await SendAsync("Réunion jeudi\r\nà 18 h", "2026-11-20", "2026-12-03");
        Assert.Contains("Le message est enregistré.", page.Text, StringComparison.Ordinal);
        Assert.Equal(("Réunion jeudi\nà 18 h", new DateOnly(2026, 12, 3)), (await OneAsync()) is { } one ? (one.Text, one.To) : default);
        await SendAsync("Autre texte", "21/11/2026", "22/11/2026");
        Assert.Equal(("Autre texte", new DateOnly(2026, 11, 21)), (await OneAsync()) is { } other ? (other.Text, other.From) : default);
        page = await _agent.SubmitAsync(await _agent.GetAsync(Address(_own)), new Dictionary<string, string>(), button: "remove");
        Assert.Contains("Le message est retiré.", page.Text, StringComparison.Ordinal);
        Assert.Null(await OneAsync());
        await using var db = _app.Main();
        Assert.Equal(
            ["school.message-set", "school.message-set", "school.message-removed"],
            await db.Set<AuditEvent>().Where(audit => audit.SchoolId == _own.Id).OrderBy(audit => audit.Id).Select(audit => audit.Code).ToListAsync(Cancellation));
    }

    [Theory]
    [InlineData("", "2026-11-20", "2026-11-21", "Saisissez le texte du message.")]
    [InlineData("Texte", "demain", "2026-11-21", "Saisissez une date")]
    [InlineData("Texte", "2026-11-22", "2026-11-21", "Le dernier jour est avant le premier.")]
    [InlineData("Texte", "2026-11-01", "2026-11-19", "Le dernier jour est passé.")]
    [InlineData("Texte", "2026-11-20", "2028-11-19", "Un message est affiché un an au plus.")]
    public async Task What_is_wrong_is_said_and_nothing_typed_is_lost(string text, string from, string to, string sentence)
    {
        var page = await SendAsync(text, from, to);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Equal((text, from), (page.Document.QuerySelector("textarea")!.TextContent.Trim(), page.Document.QuerySelector("input[name=From]")!.GetAttribute("value")));
        Assert.Null(await OneAsync());
    }

    [Fact]
    public async Task A_message_too_long_is_refused_with_its_length()
    {
        var page = await SendAsync(new string('a', SchoolMessage.LongestText + 1), "2026-11-20", "2026-11-21");
        Assert.Contains("Le message a 601 signes.", page.Text, StringComparison.Ordinal);
        Assert.Null(await OneAsync());
    }

    [Fact, Trait("Rule", "S-TN1")]
    public async Task An_agent_cannot_write_for_another_school()
    {
        var own = await _agent.GetAsync(Address(_own));
        var fields = new Dictionary<string, string> { ["Text"] = "Intrus", ["From"] = "2026-11-20", ["To"] = "2026-11-21", ["__RequestVerificationToken"] = own.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")! };
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.PostAsync(Address(_foreign), fields)).Status);
        await using var db = _app.Main();
        Assert.Empty(await db.Set<SchoolMessage>().ToListAsync(Cancellation));
    }

    [Fact, Trait("Rule", "S-MT1")]
    public async Task During_maintenance_the_message_is_read_and_not_changed()
    {
        await SendAsync("Réunion", "2026-11-20", "2026-11-21");
        var page = await _agent.GetAsync(Address(_own));
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow.AddMinutes(-1), _clock.UtcNow.AddHours(1));
        var refused = await _agent.SubmitAsync(page, new Dictionary<string, string> { ["Text"] = "Autre" }, button: "save");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("Réunion", (await OneAsync())!.Text);
        var buttons = (await _agent.GetAsync(Address(_own))).Document.QuerySelectorAll("main button");
        Assert.NotEmpty(buttons);
        Assert.All(buttons, button => Assert.True(button.HasAttribute("disabled")));
    }

    private static string Address(School school) => $"/administration/{school.Uai}/message";

    private async Task<Page> SendAsync(string text, string from, string to) =>
        await _agent.SubmitAsync(await _agent.GetAsync(Address(_own)), new Dictionary<string, string> { ["Text"] = text, ["From"] = from, ["To"] = to }, button: "save");

    private async Task<SchoolMessage?> OneAsync()
    {
        await using var db = _app.Main();
        return await db.Set<SchoolMessage>().AsNoTracking().SingleOrDefaultAsync(message => message.SchoolId == _own.Id, Cancellation);
    }
}
