using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>An agent selects, informs and prints, in a browser without scripts.</summary>
public sealed class InformPagesTests : IAsyncLifetime
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
        var schoolClass = data.Class(_school);
        for (var i = 0; i < 60; i++)
        {
            var pupil = data.Pupil(_school, schoolClass, "NOM", $"Prénom{i:00}", username: $"p.nom{i:00}");
            if (i < 2)
            {
                data.Guardian(pupil, "PARENT", "Nadia", $"n.parent{i}", mail: i == 0 ? "n.parent@example.org" : null);
            }
        }

        await data.SaveAsync();
        _agent = await AgentBrowser.SignInAsync(_app, "s.carpentier", new NewRight(AgentModule.Administration, Uai: _school.Uai));
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    [Trait("Row", "#130")]
    public async Task The_selection_is_kept_across_pages_and_searches()
    {
        var first = await TickAsync(await _agent.GetAsync(Root + "/eleves"), "keep", 0, 1);
        Assert.Contains("2 élèves sélectionnés sur 60", first.Text, StringComparison.Ordinal);
        var second = await TickAsync(await _agent.GetAsync(Root + "/eleves?page=2"), "keep", 0);
        Assert.Contains("3 élèves sélectionnés sur 60", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hors de cette recherche", second.Text, StringComparison.Ordinal);
        var narrow = await _agent.GetAsync(Root + "/eleves?q=prénom00");
        Assert.Contains("3 élèves sélectionnés sur 1", narrow.Text, StringComparison.Ordinal);
        Assert.Contains("dont 2 hors de cette recherche", narrow.Text, StringComparison.Ordinal);
        foreach (var action in (string[])["inform", "reset"])
        {
            var asked = await _agent.SubmitAsync(narrow, new Dictionary<string, string> { ["choix"] = narrow.Document.QuerySelector("input[name=choix]")!.GetAttribute("value")! }, "main form[method=post]", action);
            Assert.Contains("2 personnes sélectionnées ne font pas partie de votre recherche.", asked.Text, StringComparison.Ordinal);
        }

        var kept = await _agent.SubmitAsync(narrow, new Dictionary<string, string>(), "main form[method=post]", "here");
        Assert.Contains("1 élève sélectionné sur 1", kept.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hors de cette recherche", kept.Text, StringComparison.Ordinal);
        var all = await _agent.SubmitAsync(await _agent.GetAsync(Root + "/eleves?q=prénom0"), new Dictionary<string, string>(), "main form[method=post]", "all");
        Assert.Contains("10 élèves sélectionnés sur 10", all.Text, StringComparison.Ordinal);
        var none = await _agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "none");
        Assert.Contains("0 élève sélectionné sur 10", none.Text, StringComparison.Ordinal);
        var nobody = await _agent.SubmitAsync(none, new Dictionary<string, string>(), "main form[method=post]", "inform");
        Assert.Contains("Personne n’est sélectionné", nobody.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#144")]
    [Trait("Rule", "S-PP9")]
    public async Task Sheets_are_made_for_the_agent_alone_and_for_ten_minutes()
    {
        var progress = await InformAsync("eleves", new Dictionary<string, string> { ["PerPage"] = "8" });
        Assert.Contains("0 compte traité sur 60", progress.Text, StringComparison.Ordinal);
        await WorkAsync();
        var result = await _agent.GetAsync(progress.Address.PathAndQuery);
        Assert.Contains("Les feuilles individuelles ont été créées avec succès pour les 60 élèves sélectionnés.", result.Text, StringComparison.Ordinal);
        var link = result.Document.QuerySelectorAll("a").Single(a => a.TextContent.Contains("Télécharger les feuilles au format pdf", StringComparison.Ordinal)).GetAttribute("href")!;
        var sheets = await _agent.GetAsync(link);
        Assert.Equal(("application/pdf", true), (sheets.Response.Content.Headers.ContentType!.MediaType, sheets.Response.Headers.CacheControl!.NoStore));
        Assert.StartsWith("%PDF-", sheets.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("nom", sheets.Response.Content.Headers.ContentDisposition!.FileName, StringComparison.OrdinalIgnoreCase);
        using var colleague = await AgentBrowser.SignInAsync(_app, "other", new NewRight(AgentModule.Administration, Uai: _school.Uai));
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(progress.Address.PathAndQuery)).Status);
        _clock.Advance(TimeSpan.FromMinutes(11));
        var expired = await _agent.GetAsync(link);
        Assert.Contains("Ce lien n’est plus valable.", expired.Text, StringComparison.Ordinal);
        await using var journal = _app.Operational();
        var shown = await journal.Set<JournalEntry>().Where(entry => entry.Code == "agent.password-shown").ToListAsync(Cancellation);
        Assert.Equal((60, 60), (shown.Count, shown.Select(entry => entry.AccountId).Distinct().Count()));
        Assert.Contains("60 sheets, 60 passwords", (await journal.Set<JournalEntry>().SingleAsync(entry => entry.Code == "agent.sheets-made", Cancellation)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#52")]
    [Trait("Row", "#182")]
    [Trait("Row", "#187")]
    public async Task Guardians_who_cannot_be_mailed_are_listed()
    {
        var confirm = await ConfirmPageAsync("representants-legaux");
        foreach (var words in new[] { "Par feuille individuelle imprimable", "Par envoi d’un mail", "Avec réinitialisation du mot de passe" })
        {
            Assert.Contains(words, confirm.Text, StringComparison.Ordinal);
        }

        var progress = await _agent.SubmitAsync(confirm, new Dictionary<string, string> { ["Way"] = "Mail" });
        await WorkAsync();
        var result = await _agent.GetAsync(progress.Address.PathAndQuery);
        Assert.Contains("Les mails ont été envoyés pour une partie des responsables sélectionnés.", result.Text, StringComparison.Ordinal);
        Assert.Contains("(total : 1 compte)", result.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("n.parent1", result.Text, StringComparison.Ordinal);
        var sheets = await _agent.SubmitAsync(result, new Dictionary<string, string>());
        Assert.Equal(Root + "/representants-legaux/informer", sheets.Address.AbsolutePath);
        Assert.Contains("Êtes-vous sûr de vouloir informer le responsable sélectionné ?", sheets.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        using var colleague = await AgentBrowser.SignInAsync(_app, "other", new NewRight(AgentModule.Administration, Uai: _school.Uai));
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(progress.Address.PathAndQuery)).Status);
        await using var db = _app.Main();
        Assert.Equal("n.parent@example.org", (await db.Set<OutboxMessage>().SingleAsync(Cancellation)).Recipient);
    }

    [Fact]
    [Trait("Row", "#130")]
    public async Task The_search_survives_informing_and_the_way_back()
    {
        const string Search = "?q=nom&etat=non-informe&tri=classe&ordre=desc";
        var all = await _agent.SubmitAsync(await _agent.GetAsync(Root + "/eleves" + Search), new Dictionary<string, string>(), "main form[method=post]", "all");
        var progress = await _agent.SubmitAsync(await _agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "inform"), new Dictionary<string, string>());
        Assert.Equal(Root + "/eleves" + Search, Address(progress, "Retour à la liste"));
        Assert.Equal(progress.Address.PathAndQuery, Address(progress, "Actualiser"));
        Assert.EndsWith(Search, progress.Address.PathAndQuery, StringComparison.Ordinal);
        await WorkAsync();
        var result = await _agent.GetAsync(progress.Address.PathAndQuery);
        Assert.Equal(Root + "/eleves" + Search, Address(result, "Retour à la liste"));
        var link = Address(result, "Télécharger les feuilles au format pdf");
        _clock.Advance(TimeSpan.FromMinutes(11));
        var expired = await _agent.GetAsync(link);
        Assert.Contains("Ce lien n’est plus valable.", expired.Text, StringComparison.Ordinal);
        Assert.Equal(Root + "/eleves" + Search, Address(expired, "Retour à la liste"));

        static string Address(Page page, string words) => page.Document.QuerySelectorAll("a").Single(a => a.TextContent.Contains(words, StringComparison.Ordinal)).GetAttribute("href")!;
    }

    [Fact]
    [Trait("Row", "#166")]
    [Trait("Row", "#167")]
    public async Task Accounts_that_wait_for_a_new_username_are_told_before()
    {
        Assert.DoesNotContain("nouvel identifiant", (await ConfirmPageAsync("eleves")).Text, StringComparison.Ordinal);
        await using (var db = _app.Main())
        {
            await db.Set<Account>().Where(account => account.Username == "p.nom00" || account.Username == "p.nom01").ExecuteUpdateAsync(set => set.SetProperty(account => account.NewUsernameRequestedAt, _clock.UtcNow), Cancellation);
        }

        var confirm = await ConfirmPageAsync("eleves");
        Assert.Contains("2 comptes attendent un nouvel identifiant", confirm.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("L’identifiant remis aujourd’hui ne fonctionnera plus demain", confirm.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Section", "7.2")]
    [Trait("Row", "#186")]
    public async Task Guardians_who_reported_every_child_are_left_out_before_and_after()
    {
        await using (var db = _app.Main())
        {
            var account = await db.Set<Account>().SingleAsync(account => account.Username == "n.parent0", Cancellation);
            var record = await db.Set<GuardianRecord>().SingleAsync(record => record.AccountId == account.Id, Cancellation);
            await db.Set<GuardianLink>().Where(link => link.GuardianRecordId == record.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.ReportedWrong), Cancellation);
        }

        var confirm = await ConfirmPageAsync("representants-legaux");
        Assert.Contains("1 personne ne sera pas informée", confirm.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var progress = await _agent.SubmitAsync(confirm, new Dictionary<string, string> { ["Way"] = "Sheets", ["PerPage"] = "1" });
        await WorkAsync();
        var result = await _agent.GetAsync(progress.Address.PathAndQuery);
        Assert.Contains("La feuille individuelle a été créée avec succès pour le responsable sélectionné.", result.Text, StringComparison.Ordinal);
        Assert.Contains("1 personne n’a pas été informée", result.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("dans SIECLE", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirming_twice_or_after_going_back_informs_once()
    {
        var confirm = await ConfirmPageAsync("eleves");
        var first = await _agent.SubmitAsync(confirm, new Dictionary<string, string>());
        var again = await _agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Contains("/informations/", first.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(first.Address, again.Address);
        await using var db = _app.Main();
        Assert.Equal(1, await db.Set<Operation>().CountAsync(Cancellation));
    }

    [Fact]
    [Trait("Row", "#142")]
    public async Task A_large_reset_asks_for_the_number_and_loses_nothing_typed()
    {
        await using (var db = _app.Main())
        {
            await db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(account => account.State, AccountState.Activated), Cancellation);
        }

        var confirm = await ConfirmPageAsync("eleves");
        Assert.Contains("60 personnes ayant déjà activé leur compte", confirm.Text, StringComparison.Ordinal);
        var refused = await _agent.SubmitAsync(confirm, new Dictionary<string, string> { ["WithReset"] = "true", ["PerPage"] = "2", ["Count"] = "59" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Saisissez 60, le nombre de comptes concernés", refused.Text, StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector("input[name=PerPage][value='2'][checked]"));
        var accepted = await _agent.SubmitAsync(refused, new Dictionary<string, string> { ["WithReset"] = "true", ["Count"] = " 60 " });
        Assert.Contains("/informations/", accepted.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "#143")]
    [InlineData("PerPage", "3", "Choisissez le nombre de personnes par page.")]
    [InlineData("PerPage", "", "Cette information manque. Complétez-la.")]
    [InlineData("PerPage", "x", "Cette information n’a pas la forme attendue. Saisissez-la à nouveau.")]
    [InlineData("Way", "Pigeon", "Cette information n’a pas la forme attendue. Saisissez-la à nouveau.")]
    [InlineData("Way", "Mail", "Choisissez le mode d’information.")]
    public async Task Values_nobody_offered_are_refused_with_a_sentence(string field, string value, string sentence)
    {
        var confirm = await ConfirmPageAsync("eleves");
        var answer = await _agent.SubmitAsync(confirm, new Dictionary<string, string> { [field] = value });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.StartsWith("Erreur : ", answer.Title, StringComparison.Ordinal);
        Assert.Contains(sentence, answer.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        await using var db = _app.Main();
        Assert.Equal(0, await db.Set<Operation>().CountAsync(Cancellation));
    }

    [Fact]
    [Trait("Row", "#248")]
    [Trait("Rule", "S-MT3")]
    public async Task During_maintenance_everything_is_read_and_nothing_is_informed()
    {
        var confirm = await ConfirmPageAsync("eleves");
        var now = _clock.UtcNow;
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(now.AddMinutes(-1), now.AddHours(2));
        foreach (var address in new[] { Root, Root + "/eleves", Root + "/representants-legaux", Root + "/eleves/informer" })
        {
            var page = await _agent.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("Vous pouvez consulter et lister, mais pas informer ni réinitialiser.", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("52 élèves sélectionnés sur 10", (await TickAsync(await _agent.GetAsync(Root + "/eleves?q=prénom0"), "keep", 0, 1)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _agent.SubmitAsync(confirm, new Dictionary<string, string>())).Status);
        await using var db = _app.Main();
        Assert.Equal(0, await db.Set<Operation>().CountAsync(Cancellation));
        Assert.Equal(0, await db.Set<OutboxMessage>().CountAsync(Cancellation));
    }

    private async Task<Page> TickAsync(Page page, string button, params int[] ranks)
    {
        var form = page.Form("main form[method=post]");
        var boxes = form.QuerySelectorAll("input[name=choix]").Select(box => box.GetAttribute("value")!).ToList();
        List<KeyValuePair<string, string>> fields =
        [
            new("__RequestVerificationToken", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), new("go", button),
            .. form.QuerySelectorAll("input[name=vu]").Select(box => new KeyValuePair<string, string>("vu", box.GetAttribute("value")!)),
            .. ranks.Select(rank => new KeyValuePair<string, string>("choix", boxes[rank])),
        ];
        return await _agent.PostAsync(page.Address.PathAndQuery, fields);
    }

    private async Task<Page> ConfirmPageAsync(string list)
    {
        var all = await _agent.SubmitAsync(await _agent.GetAsync($"{Root}/{list}"), new Dictionary<string, string>(), "main form[method=post]", "all");
        return await _agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "inform");
    }

    private async Task<Page> InformAsync(string list, Dictionary<string, string> values) => await _agent.SubmitAsync(await ConfirmPageAsync(list), values);

    private Task<bool> WorkAsync() => _app.WithAsync(async services => await services.GetRequiredService<OperationRunner>().RunNextAsync(Cancellation) is not null);
}
