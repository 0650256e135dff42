using System.Net;
using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>Lister les comptes: PDF and CSV, for the agent alone and for ten minutes, in maintenance too.</summary>
public sealed class ListPagesTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private TestApp _app = null!;
    private School _school = null!;
    private PageClient _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => "/administration/" + _school.Uai;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(clock: _clock, settings: "--Roles=sign-in,administration");
        await using var db = _app.Main();
        var data = new TestData(db);
        _school = data.School();
        var schoolClass = data.Class(_school, "5E B", "Cinquième B");
        for (var i = 0; i < 3; i++)
        {
            var pupil = data.Pupil(_school, schoolClass, "NOM", $"Prénom{i}", username: $"p.nom{i}");
            data.Guardian(pupil, "PARENT", "Nadia", $"n.parent{i}");
        }

        await data.SaveAsync();
        await InformAsync("p.nom0");
        _agent = await AgentBrowser.SignInAsync(_app, "s.carpentier", new NewRight(AgentModule.Administration, Uai: _school.Uai));
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    [Trait("Row", "#148")]
    [Trait("Row", "#152")]
    [Trait("Rule", "S-PP6")]
    [Trait("Rule", "S-PP9")]
    [Trait("Rule", "S-TN6")]
    public async Task The_file_is_for_the_agent_alone_for_ten_minutes_and_each_password_is_an_event()
    {
        var link = await LinkAsync("eleves", "csv");
        var file = await _agent.GetAsync(link);
        Assert.Equal(("text/csv", true), (file.Response.Content.Headers.ContentType!.MediaType, file.Response.Headers.CacheControl!.NoStore));
        Assert.Equal("comptes-educonnect.csv", file.Response.Content.Headers.ContentDisposition!.FileName);
        var lines = Encoding.UTF8.GetString(await file.Response.Content.ReadAsByteArrayAsync(Cancellation)).Split("\r\n");
        Assert.StartsWith("\ufeffUAI;Établissement;Nom élève;", lines[0], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
        Assert.Contains(";p.nom1;Non renseigné;non;;;", lines[2], StringComparison.Ordinal);
        using var colleague = await AgentBrowser.SignInAsync(_app, "other", new NewRight(AgentModule.Administration, Uai: _school.Uai));
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(link)).Status);
        await using var journal = _app.Operational();
        Assert.Contains("3 rows, 1 passwords", (await journal.Set<JournalEntry>().SingleAsync(entry => entry.Code == "agent.list-made", Cancellation)).Detail, StringComparison.Ordinal);
        Assert.Equal(await IdAsync("p.nom0"), (await journal.Set<JournalEntry>().SingleAsync(entry => entry.Code == "agent.password-shown", Cancellation)).AccountId);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("Ce lien n’est plus valable.", (await _agent.GetAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#150")]
    [Trait("Row", "#192")]
    [Trait("Row", "#190")]
    public async Task Both_lists_come_as_pdf()
    {
        foreach (var list in new[] { "eleves", "representants-legaux" })
        {
            var file = await _agent.GetAsync(await LinkAsync(list, "pdf"));
            Assert.Equal("application/pdf", file.Response.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith("%PDF-", file.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Row", "#190")]
    [Trait("Row", "#191")]
    public async Task A_guardian_s_chosen_password_is_masked_also_while_activating()
    {
        await using (var db = _app.Main())
        {
            var activating = await db.Set<Account>().SingleAsync(account => account.Username == "n.parent0", Cancellation);
            (activating.State, activating.PasswordHash, activating.Mail, activating.ActivationBegunAt) = (AccountState.Activating, "hash", "n.parent0@example.org", _clock.UtcNow);
            await db.SaveChangesAsync(Cancellation);
        }

        var file = await _agent.GetAsync(await LinkAsync("representants-legaux", "csv"));
        Assert.Contains(";n.parent0;*****;", file.Body, StringComparison.Ordinal);
        Assert.Contains(";n.parent1;Non renseigné;", file.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_opens_no_other_selection()
    {
        var link = await LinkAsync("eleves", "csv");
        var list = await _agent.GetAsync(Root + "/eleves?q=prénom1");
        await _agent.SubmitAsync(list, new Dictionary<string, string>(), "main form[method=post]", "all");
        var answer = await _agent.GetAsync(link);
        Assert.Contains("La sélection a changé depuis la préparation de la liste.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync(link + "x")).Status);
    }

    [Fact]
    [Trait("Row", "#248")]
    [Trait("Rule", "S-MT3")]
    public async Task Lists_are_made_during_maintenance()
    {
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow.AddMinutes(-1), _clock.UtcNow.AddHours(2));
        Assert.Equal(HttpStatusCode.OK, (await _agent.GetAsync(await LinkAsync("eleves", "csv"))).Status);
    }

    [Fact]
    public async Task A_format_nobody_offered_is_refused_with_a_sentence()
    {
        var page = await FormatPageAsync("eleves");
        var answer = await _agent.SubmitAsync(page, new Dictionary<string, string> { ["Format"] = "xls" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Choisissez le format de la liste.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#165")]
    [Trait("Row", "#166")]
    public async Task A_new_username_is_asked_for_on_its_own_page()
    {
        var detail = await _agent.GetAsync($"{Root}/eleves/{await IdAsync("p.nom1")}");
        var confirm = await _agent.GetAsync(detail.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Trim() == "Réinitialiser l’identifiant").GetAttribute("href")!);
        Assert.Contains("l’identifiant p.nom1 ne pourra plus être utilisé", confirm.Text, StringComparison.Ordinal);
        var done = await _agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Contains("Le nouvel identifiant sera calculé lors des traitements de nuit. Vous pourrez informer l’élève quand le traitement sera passé.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Nouvel identifiant demandé", (await _agent.GetAsync(Root + "/eleves")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#131")]
    [Trait("Rule", "S-TN4")]
    public async Task An_account_joined_to_another_since_the_page_was_shown_changes_the_list_and_loses_no_tick()
    {
        var page = await _agent.GetAsync(Root + "/representants-legaux");
        Guid[] shown = [await IdAsync("n.parent0"), await IdAsync("n.parent1"), await IdAsync("n.parent2")];
        await JoinAsync("n.parent1", "n.parent2");
        var changed = await TickAsync(page, shown);
        Assert.Equal((HttpStatusCode.OK, Root + "/representants-legaux"), (changed.Status, changed.Address.AbsolutePath));
        Assert.Contains("La liste a changé", changed.Text, StringComparison.Ordinal);
        Assert.Equal(2, changed.Document.QuerySelectorAll("input[name=choix][checked]").Select(box => box.GetAttribute("value")).Distinct().Count());
        Assert.Equal(HttpStatusCode.NotFound, (await TickAsync(page, [.. shown, Guid.CreateVersion7()])).Status);

        await using (var db = _app.Main())
        {
            var data = new TestData(db);
            var elsewhere = data.School();
            data.Guardian(data.Pupil(elsewhere, null, "AUTRE", "Un"), "AUTRE", "Nadia", "n.autre1");
            data.Guardian(data.Pupil(elsewhere, null, "AUTRE", "Deux"), "AUTRE", "Nadia", "n.autre2");
            await data.SaveAsync();
        }

        var foreign = await IdAsync("n.autre1");
        await JoinAsync("n.autre1", "n.autre2");
        Assert.Equal(HttpStatusCode.NotFound, (await TickAsync(page, [shown[0], foreign])).Status);
    }

    private Task<Page> TickAsync(Page page, Guid[] accounts) => _agent.PostAsync(
        page.Address.PathAndQuery,
        [
            new("__RequestVerificationToken", page.Document.QuerySelector("main form[method=post] input[name=__RequestVerificationToken]")!.GetAttribute("value")!), new("go", "inform"),
            .. accounts.SelectMany(account => (KeyValuePair<string, string>[])[new("vu", account.ToString()), new("choix", account.ToString())]),
        ]);

    /// <summary>A guardian joins the first account to the second one.</summary>
    private async Task JoinAsync(string left, string stays)
    {
        await using var db = _app.Main();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var from = await db.Set<Account>().SingleAsync(account => account.Username == left, Cancellation);
        var into = await db.Set<Account>().SingleAsync(account => account.Username == stays, Cancellation);
        into.State = AccountState.Activated;
        var records = await db.Set<GuardianRecord>().Where(record => record.AccountId == from.Id).Select(record => record.Id).ToListAsync(Cancellation);
        Assert.True(await _app.Services.GetRequiredService<RecordMoves>().MoveAsync(db, from, into, records, Actor.Service, Cancellation));
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
    }

    private async Task<Page> FormatPageAsync(string list)
    {
        var all = await _agent.SubmitAsync(await _agent.GetAsync($"{Root}/{list}"), new Dictionary<string, string>(), "main form[method=post]", "all");
        return await _agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "list");
    }

    private async Task<string> LinkAsync(string list, string format)
    {
        var ready = await _agent.SubmitAsync(await FormatPageAsync(list), new Dictionary<string, string> { ["Format"] = format });
        return ready.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("Télécharger la liste", StringComparison.Ordinal)).GetAttribute("href")!;
    }

    private async Task InformAsync(string username)
    {
        await using var db = _app.Main();
        var account = await db.Set<Account>().SingleAsync(row => row.Username == username, Cancellation);
        account.Inform(withReset: false, _app.Services.GetRequiredService<ProvisionalPasswords>().Draw(account.Id).Copies, _clock.UtcNow, TimeSpan.FromDays(92));
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<Guid> IdAsync(string username)
    {
        await using var db = _app.Main();
        return await db.Set<Account>().Where(account => account.Username == username).Select(account => account.Id).SingleAsync(Cancellation);
    }
}
