using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>The questions of families edited on the operators' pages (row #240, domain 14.2): the public page, its search and the links to it follow.</summary>
[Trait("Row", "#240")]
public abstract class FaqPagesTests(Engine engine) : IAsyncLifetime
{
    private const string Section = "/exploitation/faq/20-connexion";

    private const string Refused = Section + "/questions/refus";

    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;
    private PageClient _agent = null!;
    private PageClient _family = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(engine, clock: _clock);
        _agent = await AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));
        _family = AgentBrowser.Html(_app);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        _family.Dispose();
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_question_is_seen_before_it_is_written_then_read_and_found_by_families()
    {
        var form = await _agent.GetAsync(Refused);
        Assert.Contains("Mon identifiant ou mon mot de passe est refusé", form.Document.QuerySelector("input[name='Form.Title']")!.GetAttribute("value"), StringComparison.Ordinal);
        var shown = await _agent.SubmitAsync(form, Fields("Refus : que faire ?", "Essayez **encore** [ici](/aide) <script>x</script>", "zibeline"), button: "voir");
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains("<strong>encore</strong>", shown.Document.GetElementById("apercu")!.InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>x", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("encore", (await _family.GetAsync("/aide/refus")).Text, StringComparison.Ordinal);
        var saved = await _agent.SubmitAsync(shown, new Dictionary<string, string>());
        Assert.Contains("La question est enregistrée.", saved.Text, StringComparison.Ordinal);

        var alone = await _family.GetAsync("/aide/refus");
        Assert.Equal("Refus : que faire ?", Plain(alone.Document.QuerySelector("h1")!.TextContent));
        Assert.Contains("<strong>encore</strong>", alone.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>x", alone.Body, StringComparison.Ordinal);
        Assert.Equal("Refus : que faire ?", Plain(Assert.Single((await _family.GetAsync("/aide?q=Zibeline")).Document.QuerySelectorAll("main details summary")).TextContent));
        Assert.DoesNotContain("zibeline", alone.Body, StringComparison.Ordinal);
        Assert.Contains("Rien n’a changé", (await _agent.SubmitAsync(await _agent.GetAsync(Refused), new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        await using var db = _app.Main();
        var trail = await db.Set<AuditEvent>().SingleAsync(row => row.Code.StartsWith("faq."), Cancellation);
        Assert.Equal(("faq.section-set", "20-connexion version 1", ActorKind.Operator, (await db.Set<Agent>().SingleAsync(Cancellation)).Id.ToString()), (trail.Code, trail.Detail, trail.ActorKind, trail.ActorId));
    }

    [Fact]
    public async Task Questions_are_added_moved_and_withdrawn_and_links_to_them_still_lead_somewhere()
    {
        var added = await _agent.SubmitAsync(await _agent.GetAsync(Section + "/questions"), Fields("Mon clavier est-il en anglais ?", "Vérifiez la langue.", ""));
        Assert.Contains("La question est enregistrée.", added.Text, StringComparison.Ordinal);
        Assert.Contains("Vérifiez la langue.", (await _family.GetAsync("/aide/mon-clavier-est-il-en-anglais")).Text, StringComparison.Ordinal);
        var before = await OrderAsync("connexion");
        Assert.Equal("mon-clavier-est-il-en-anglais", before[^1]);
        var last = added.Document.QuerySelectorAll("main tbody form").Length;
        var moved = await _agent.SubmitAsync(added, new Dictionary<string, string>(), $"main tbody tr:nth-child({last}) form", "monter");
        Assert.Contains("L’ordre est changé.", moved.Text, StringComparison.Ordinal);
        Assert.Equal([.. before[..^2], before[^1], before[^2]], await OrderAsync("connexion"));

        var gone = await _agent.SubmitAsync(await _agent.GetAsync(Refused + "/retirer"), new Dictionary<string, string>());
        Assert.Contains("La question est retirée.", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("refus", await OrderAsync("connexion"));
        // Pages of ours lead to it.
        Assert.Equal("/aide", (await _family.GetAsync("/aide/refus")).Address.AbsolutePath);
        await _agent.SubmitAsync(await _agent.GetAsync(Section + "/questions/mon-clavier-est-il-en-anglais/retirer"), new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.NotFound, (await _family.GetAsync("/aide/mon-clavier-est-il-en-anglais")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync(Refused)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync("/exploitation/faq/n-existe-pas")).Status);
    }

    [Fact]
    public async Task Sections_are_added_named_put_in_order_and_withdrawn()
    {
        var form = await _agent.GetAsync("/exploitation/faq/ajouter");
        Assert.Contains("Saisissez le nom de la section.", (await _agent.SubmitAsync(form, new Dictionary<string, string> { ["Name"] = " " })).Text, StringComparison.Ordinal);
        var section = await _agent.SubmitAsync(form, new Dictionary<string, string> { ["Name"] = "Les transports" });
        Assert.Equal("/exploitation/faq/les-transports", section.Address.AbsolutePath);
        Assert.DoesNotContain("Les transports", (await _family.GetAsync("/aide")).Text, StringComparison.Ordinal);
        await _agent.SubmitAsync(await _agent.GetAsync("/exploitation/faq/les-transports/questions"), Fields("Et le bus ?", "Il passe.", ""));
        var named = await _agent.SubmitAsync(await _agent.GetAsync("/exploitation/faq/les-transports"), new Dictionary<string, string> { ["Name"] = "Bus et cars" }, "form#nom", "nom");
        Assert.Contains("Le nom de la section est enregistré.", named.Text, StringComparison.Ordinal);
        Assert.Equal("Bus et cars", (await SectionsAsync())[^1]);

        var list = await _agent.GetAsync("/exploitation/faq");
        var rows = list.Document.QuerySelectorAll("main tbody tr").Length;
        var moved = await _agent.SubmitAsync(list, new Dictionary<string, string>(), $"main tbody tr:nth-child({rows}) form", "monter");
        Assert.Contains("L’ordre est changé.", moved.Text, StringComparison.Ordinal);
        Assert.Equal("Bus et cars", (await SectionsAsync())[^2]);
        Assert.Contains("Rien n’a été fait", (await _agent.SubmitAsync(list, new Dictionary<string, string>(), "main tbody tr:nth-child(1) form", "descendre")).Text, StringComparison.Ordinal);

        var gone = await _agent.SubmitAsync(await _agent.GetAsync(Section + "/retirer"), new Dictionary<string, string>());
        Assert.Contains("La section est retirée.", gone.Text, StringComparison.Ordinal);
        Assert.Contains("les familles ne la voient pas", Plain(gone.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("Je n’arrive pas à me connecter", await SectionsAsync());
        Assert.Equal("/aide", (await _family.GetAsync("/aide/refus")).Address.AbsolutePath);
        Assert.Contains("Retirée", (await _agent.GetAsync("/exploitation/faq")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_version_and_the_original_come_back()
    {
        var original = (await _family.GetAsync("/aide/refus")).Document.QuerySelector("main .reading")!.InnerHtml;
        await EditAsync("Premier");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await EditAsync("Second");
        var version = await _agent.GetAsync(Section + "/versions/1");
        Assert.Contains("Premier", version.Document.GetElementById("refus")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("La version est reprise.", (await _agent.SubmitAsync(version, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Contains("Premier", (await _family.GetAsync("/aide/refus")).Text, StringComparison.Ordinal);
        // The form stood before version 3: somebody who presses it again is told.
        await EditAsync("Troisième");
        Assert.Contains("Rien n’a été fait", (await _agent.SubmitAsync(version, new Dictionary<string, string>())).Text, StringComparison.Ordinal);

        var back = await _agent.SubmitAsync(await _agent.GetAsync(Section + "/origine"), new Dictionary<string, string>());
        Assert.Contains("Les textes d’origine sont de retour.", back.Text, StringComparison.Ordinal);
        Assert.Equal(original, (await _family.GetAsync("/aide/refus")).Document.QuerySelector("main .reading")!.InnerHtml);
        Assert.Contains("textes d’origine ont été remis", (await _agent.GetAsync(Section + "/versions/5")).Text, StringComparison.Ordinal);
        await _agent.SubmitAsync(await _agent.GetAsync(Section + "/retirer"), new Dictionary<string, string>());
        Assert.Contains("la section a été retirée", (await _agent.GetAsync(Section + "/versions/6")).Text, StringComparison.Ordinal);
        await _agent.SubmitAsync(await _agent.GetAsync(Section + "/versions/2"), new Dictionary<string, string>());
        Assert.Contains("Second", (await _family.GetAsync("/aide/refus")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync(Section + "/versions/8")).Status);
    }

    [Fact]
    public async Task Two_operators_edit_two_questions_of_a_section_and_who_edits_the_same_one_is_told()
    {
        using var other = await AgentBrowser.SignInAsync(_app, "second", new NewRight(AgentModule.Operations));
        var (mine, theirs, elsewhere) = (await _agent.GetAsync(Refused), await other.GetAsync(Refused), await other.GetAsync(Section + "/questions/identifiant-oublie"));
        await _agent.SubmitAsync(mine, Fields("Refus ?", "Du premier", ""));
        Assert.Contains("La question est enregistrée.", (await other.SubmitAsync(elsewhere, Fields("Oubli ?", "Ailleurs", ""))).Text, StringComparison.Ordinal);
        Assert.Contains("Du premier", (await _family.GetAsync("/aide/refus")).Text, StringComparison.Ordinal);
        Assert.Contains("Ailleurs", (await _family.GetAsync("/aide/identifiant-oublie")).Text, StringComparison.Ordinal);

        var told = await other.SubmitAsync(theirs, Fields("Refus ?", "Du second", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Contains("Cette question a été changée pendant que vous écriviez.", told.Text, StringComparison.Ordinal);
        Assert.Equal(("Du premier", "Du second"), (told.Document.QuerySelector("main .reading")!.TextContent.Trim(), told.Document.QuerySelector("textarea")!.TextContent.Trim()));
        Assert.Contains("Du premier", (await _family.GetAsync("/aide/refus")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.SubmitAsync(told, new Dictionary<string, string> { ["Version"] = "" })).Status);
        Assert.Contains("La question est enregistrée.", (await other.SubmitAsync(told, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Contains("Du second", (await _family.GetAsync("/aide/refus")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Réponse", "Saisissez la question.")]
    [InlineData("Question ?", " ", "Saisissez la réponse.")]
    [InlineData("Question ?", "Une ligne\n## Autre question ? {#autre}\n\nRéponse", "Une ligne de la réponse commence par")]
    [InlineData("Question ?", "Une ligne\n# Titre", "Une ligne de la réponse commence par")]
    [InlineData("Question ?", "Mots : cachés", "Une ligne de la réponse commence par")]
    [InlineData("Question ?", "Image : accueil | a | b", "Une ligne de la réponse commence par")]
    public async Task What_would_break_the_section_is_refused_at_its_field(string title, string answer, string words)
    {
        var form = await _agent.GetAsync(Section + "/questions");
        foreach (var button in (string?[])[null, "voir"])
        {
            var again = await _agent.SubmitAsync(form, Fields(title, answer, ""), button: button);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
            Assert.Contains(words, Plain(again.Text), StringComparison.Ordinal);
        }

        await using var db = _app.Main();
        Assert.False(await db.Set<TextVersion>().AnyAsync(Cancellation));
    }

    [Fact]
    public async Task A_question_of_any_signs_is_read_back_as_it_was_written()
    {
        await _agent.SubmitAsync(await _agent.GetAsync(Section + "/questions"), Fields("# Quoi {#refus} <b> & \"x\" ?", "    code {#refus}\n\n- liste\n\n> cité", "a\r\n## b {#c}"));
        var question = (await _agent.GetAsync(Section)).Document.QuerySelectorAll("main tbody th a")[^1];
        Assert.Equal("# Quoi {#refus} <b> & \"x\" ?", question.TextContent);
        var form = await _agent.GetAsync(question.GetAttribute("href")!);
        Assert.Equal("a ## b {#c}", form.Document.QuerySelector("input[name='Form.Words']")!.GetAttribute("value"));
        Assert.Equal(form.Document.QuerySelector("input[name='Form.Title']")!.GetAttribute("value"), question.TextContent);
        Assert.Single(await OrderAsync("connexion"), anchor => anchor == "refus");
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task Maintenance_refuses_the_change_and_families_read_on()
    {
        await EditAsync("Avant");
        var (form, list) = (await _agent.GetAsync(Refused), await _agent.GetAsync("/exploitation/faq"));
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow, _clock.UtcNow.AddHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _agent.SubmitAsync(form, Fields("Refus ?", "Pendant", ""))).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _agent.SubmitAsync(list, new Dictionary<string, string>(), "main tbody form", "descendre")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _agent.GetAsync(Section)).Status);
        Assert.Contains("Avant", (await _family.GetAsync("/aide/refus")).Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Fields(string title, string answer, string words) => new() { ["Form.Title"] = title, ["Form.Answer"] = answer, ["Form.Words"] = words };

    private static string Plain(string text) => text.Replace('\u202f', ' ').Replace('\u00a0', ' ');

    private async Task EditAsync(string answer) =>
        Assert.Contains("La question est enregistrée.", (await _agent.SubmitAsync(await _agent.GetAsync(Refused), Fields("Refus ?", answer, ""))).Text, StringComparison.Ordinal);

    private async Task<List<string>> OrderAsync(string section) =>
        [.. (await _family.GetAsync("/aide?section=" + section)).Document.QuerySelectorAll("main details").Select(one => one.Id!)];

    private async Task<List<string>> SectionsAsync() => [.. (await _family.GetAsync("/aide")).Document.QuerySelectorAll("main select option").Skip(1).Select(one => Plain(one.TextContent))];
}

/// <summary>Over the embedded engine.</summary>
public sealed class FaqPagesOnSqlite() : FaqPagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class FaqPagesOnPostgreSql() : FaqPagesTests(Engine.PostgreSql);
