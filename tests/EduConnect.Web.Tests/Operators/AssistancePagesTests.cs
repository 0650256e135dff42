using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Assistance;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>What académies tell families, edited on the operators' pages (row #242, domain 14.3): listed, shown before saved, kept in versions, never overwritten unseen.</summary>
[Trait("Row", "#242")]
public abstract class AssistancePagesTests(Engine engine) : IAsyncLifetime
{
    private const string Editor = "/exploitation/assistance/rennes/2d";

    // 09:00 in Paris on 20 November 2026.
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;
    private PageClient _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(engine, clock: _clock);
        _agent = await AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task All_academies_are_listed_with_who_has_a_text_of_its_own()
    {
        await WriteAsync("Un texte", "s.carpentier");
        var page = await _agent.GetAsync("/exploitation/assistance");
        var rows = page.Document.QuerySelectorAll("main tbody tr");
        Assert.Equal(Academies.All.Select(academie => academie.Name), rows.Select(row => row.QuerySelector("th")!.TextContent));
        var rennes = rows.Single(row => row.QuerySelector("th")!.TextContent == "Rennes").QuerySelectorAll("td").Select(cell => Words(cell.TextContent)).ToList();
        Assert.Equal(["Texte général Modifier : Rennes, 1er degré", "Texte propre, 20-11-2026 à 09:00, s.carpentier Modifier : Rennes, 2nd degré"], rennes);
        var links = rows.SelectMany(row => row.QuerySelectorAll("a")).Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(60, links.Distinct().Count());
        Assert.Contains(Editor, links);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync("/exploitation/assistance/atlantide/1d")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync("/exploitation/assistance/rennes/3d")).Status);
    }

    [Fact]
    public async Task A_text_is_seen_as_families_will_see_it_before_anything_is_written()
    {
        const string text = "# Nous joindre\r\n\r\nÉcrivez à **l’assistance** <script>x</script> [ici](https://a.test/aide) [non](javascript:alert(1)).";
        var form = await _agent.GetAsync(Editor);
        Assert.Contains("secrétariat de l’établissement", form.Text, StringComparison.Ordinal);
        var shown = await _agent.SubmitAsync(form, Text(text), button: "voir");
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("Rien n’est encore enregistré.", Plain(shown), StringComparison.Ordinal);
        Assert.Contains("signes sur 8 000", Plain(shown), StringComparison.Ordinal);
        var preview = shown.Document.QuerySelector("main .reading")!;
        Assert.Equal("Nous joindre", preview.QuerySelector("h3")!.TextContent);
        Assert.Equal("https://a.test/aide", Assert.Single(preview.QuerySelectorAll("a")).GetAttribute("href"));
        Assert.DoesNotContain("<script>x", shown.Body, StringComparison.Ordinal);
        await using (var db = _app.Main())
        {
            Assert.False(await db.Set<AssistanceText>().AnyAsync(Cancellation));
        }

        // What was typed is still in the form, and the public page shows the very same.
        var saved = await _agent.SubmitAsync(shown, new Dictionary<string, string>());
        Assert.Contains("Le texte est enregistré.", saved.Text, StringComparison.Ordinal);
        using var family = AgentBrowser.Html(_app);
        var open = await family.GetAsync("/aide/contacts/rennes");
        Assert.Contains(preview.InnerHtml.Trim(), open.Body, StringComparison.Ordinal);
        Assert.Contains("directeur ou à la directrice", open.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_empty_or_too_long_is_refused_with_what_to_do_and_stays_in_the_form()
    {
        var form = await _agent.GetAsync(Editor);
        foreach (var button in (string?[])[null, "voir"])
        {
            var empty = await _agent.SubmitAsync(form, Text(" \r\n "), button: button);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
            Assert.Contains("Saisissez un texte, ou remettez le texte général.", empty.Text, StringComparison.Ordinal);
            var tooLong = await _agent.SubmitAsync(form, Text(new string('a', 8_001)), button: button);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.Status);
            Assert.Contains("Le texte compte 8 001 signes. Raccourcissez-le à 8 000 signes au plus.", Plain(tooLong), StringComparison.Ordinal);
            Assert.Equal(8_001, tooLong.Document.QuerySelector("textarea")!.TextContent.Trim().Length);
        }

        // Lines of a browser end with two signs; they count as one.
        var lines = string.Join("\r\n", Enumerable.Repeat("aaa", 2_000));
        Assert.Contains("Le texte est enregistré.", (await _agent.SubmitAsync(form, Text(lines))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_and_the_versions_say_who_wrote_and_an_earlier_text_is_taken_again()
    {
        await SaveAsync("Premier texte");
        _clock.Advance(TimeSpan.FromMinutes(5));
        var page = await SaveAsync("Deuxième texte");
        Assert.Contains("Rien n’a changé", (await SaveAsync("Deuxième texte")).Text, StringComparison.Ordinal);
        var rows = page.Document.QuerySelectorAll("main table tbody tr").Select(row => Words(row.TextContent)).ToList();
        Assert.Equal(["2 (en cours) 20-11-2026 à 09:05 S. Carpentier 14 Voir la version 2", "1 20-11-2026 à 09:00 S. Carpentier 13 Voir la version 1"], rows);

        var first = await _agent.GetAsync(Editor + "/versions/1");
        Assert.Contains("Premier texte", first.Text, StringComparison.Ordinal);
        Assert.Contains("Du 20-11-2026 à 09:00, par S. Carpentier", Plain(first), StringComparison.Ordinal);
        var again = await _agent.GetAsync(first.Document.QuerySelector("main .actions a")!.GetAttribute("href")!);
        Assert.Equal("Premier texte", again.Document.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Contains("Le texte est enregistré.", (await _agent.SubmitAsync(again, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Equal("Premier texte", await CurrentAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync(Editor + "/versions/4")).Status);

        await using var db = _app.Main();
        var operatorId = (await db.Set<Agent>().SingleAsync(Cancellation)).Id.ToString();
        var trail = await db.Set<AuditEvent>().Where(row => row.Code == "assistance.text-set").OrderBy(row => row.Id).ToListAsync(Cancellation);
        Assert.Equal(["14 2D version 1", "14 2D version 2 after 1", "14 2D version 3 after 2"], trail.Select(row => row.Detail));
        Assert.All(trail, row => Assert.Equal((ActorKind.Operator, operatorId), (row.ActorKind, row.ActorId)));
    }

    [Fact]
    public async Task The_general_text_comes_back_and_what_was_there_is_kept()
    {
        await SaveAsync("Un texte");
        var question = await _agent.GetAsync(Editor + "/retirer");
        Assert.Contains("secrétariat de l’établissement", question.Text, StringComparison.Ordinal);
        await WriteAsync("Un autre texte", "s.carpentier");
        var late = await _agent.SubmitAsync(question, new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Un autre texte a été enregistré entre-temps.", late.Text, StringComparison.Ordinal);
        Assert.Equal("Un autre texte", await CurrentAsync());
        var done = await _agent.SubmitAsync(late, new Dictionary<string, string>());
        Assert.Contains("Le texte général est de retour.", done.Text, StringComparison.Ordinal);
        Assert.Null(await CurrentAsync());
        Assert.Contains("Rien n’a changé", (await _agent.SubmitAsync(question, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Contains("Ce jour-là, le texte général a été remis.", (await _agent.GetAsync(Editor + "/versions/3")).Text, StringComparison.Ordinal);
        Assert.Contains("Un autre texte", (await _agent.GetAsync(Editor + "/versions/2")).Text, StringComparison.Ordinal);
        using var family = AgentBrowser.Html(_app);
        Assert.Contains("secrétariat de l’établissement", (await family.GetAsync("/aide/contacts/rennes")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_operators_the_second_is_told_sees_both_texts_and_loses_nothing()
    {
        using var other = await AgentBrowser.SignInAsync(_app, "second", new NewRight(AgentModule.Operations));
        var (mine, theirs) = (await _agent.GetAsync(Editor), await other.GetAsync(Editor));
        await _agent.SubmitAsync(mine, Text("Texte du premier"));
        var told = await other.SubmitAsync(theirs, Text("Texte du second"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Contains("Un autre texte a été enregistré pendant que vous écriviez.", told.Text, StringComparison.Ordinal);
        Assert.Equal(("Texte du premier", "Texte du second"), (told.Document.QuerySelector("main .reading")!.TextContent.Trim(), told.Document.QuerySelector("textarea")!.TextContent.Trim()));
        Assert.Equal("Texte du premier", await CurrentAsync());

        // Having seen it, the second may replace it; a form without its number never does.
        var forged = told.Document.QuerySelector("input[name=Version]")!;
        var number = forged.GetAttribute("value")!;
        foreach (var wrong in (string[])["", "x", "-1", "9999999999"])
        {
            Assert.Equal((wrong, HttpStatusCode.UnprocessableEntity), (wrong, (await other.SubmitAsync(told, new Dictionary<string, string> { ["Version"] = wrong })).Status));
        }

        Assert.Contains("Le texte est enregistré.", (await other.SubmitAsync(told, new Dictionary<string, string> { ["Version"] = number })).Text, StringComparison.Ordinal);
        Assert.Equal("Texte du second", await CurrentAsync());
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task Maintenance_refuses_the_change_and_families_read_on()
    {
        await SaveAsync("Un texte");
        var (form, remove) = (await _agent.GetAsync(Editor), await _agent.GetAsync(Editor + "/retirer"));
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow, _clock.UtcNow.AddHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _agent.SubmitAsync(form, Text("Un autre"))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _agent.SubmitAsync(remove, new Dictionary<string, string>())).Status);
        var closed = await _agent.GetAsync(Editor);
        Assert.Contains("rien ne peut être enregistré", closed.Text, StringComparison.Ordinal);
        var buttons = closed.Document.QuerySelectorAll("main form button");
        Assert.NotEmpty(buttons);
        Assert.All(buttons, button => Assert.True(button.HasAttribute("disabled")));
        Assert.Equal("Un texte", await CurrentAsync());
        using var family = AgentBrowser.Html(_app);
        Assert.Contains("Un texte", (await family.GetAsync("/aide/contacts/rennes")).Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Text(string text) => new() { ["Text"] = text };

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(Page page) => page.Text.Replace('\u202f', ' ').Replace('\u00a0', ' ');

    private async Task<Page> SaveAsync(string text) => await _agent.SubmitAsync(await _agent.GetAsync(Editor), Text(text));

    private Task<TextOutcome> WriteAsync(string text, string by) => _app.WithAsync(services =>
        services.GetRequiredService<SetAssistanceText>().RunAsync("14", Degree.Second, text, new Actor(ActorKind.Operator, by), Cancellation));

    private async Task<string?> CurrentAsync()
    {
        await using var db = _app.Main();
        return (await db.Set<AssistanceText>().AsNoTracking().SingleOrDefaultAsync(Cancellation))?.Text;
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class AssistancePagesOnSqlite() : AssistancePagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class AssistancePagesOnPostgreSql() : AssistancePagesTests(Engine.PostgreSql);
