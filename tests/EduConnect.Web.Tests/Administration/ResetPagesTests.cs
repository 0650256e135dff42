using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>An agent resets passwords, of one account and of a selection, in a browser without scripts.</summary>
public sealed class ResetPagesTests : IAsyncLifetime
{
    private const int Pupils = 60;
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
        for (var i = 0; i < Pupils; i++)
        {
            var pupil = data.Pupil(_school, schoolClass, "NOM", $"Prénom{i:00}", username: $"p.nom{i:00}");
            (pupil.Account!.State, pupil.Account.PasswordHash) = i == 0 ? (AccountState.NotInformed, null) : (AccountState.Activated, "hash");
            if (i == 1)
            {
                var guardian = data.Guardian(pupil, "NOM", "Claire", "c.nom").Account;
                (guardian.State, guardian.PasswordHash) = (AccountState.Activated, "hash");
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
    [Trait("Row", "#154")]
    [Trait("Row", "#157")]
    [Trait("Row", "#156")]
    public async Task One_pupil_is_reset_from_the_detail_once_and_the_detail_says_so()
    {
        var detail = await _agent.GetAsync($"{Root}/eleves/{await IdAsync("p.nom01")}?q=nom");
        var confirm = await _agent.GetAsync(detail.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Trim() == "Réinitialiser le mot de passe").GetAttribute("href")!);
        Assert.Contains("le mot de passe pour l’élève sélectionné", confirm.Text, StringComparison.Ordinal);
        var done = await _agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Contains("Le mot de passe a été réinitialisé avec succès pour l’élève sélectionné.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Mot de passe temporaire", done.Text, StringComparison.Ordinal);
        var mac = (await AccountAsync("p.nom01")).ProvisionalMac;
        var again = await _agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Equal(done.Address, again.Address);
        Assert.Equal(mac, (await AccountAsync("p.nom01")).ProvisionalMac);
        Assert.Equal("hash", (await AccountAsync("p.nom02")).PasswordHash);
    }

    [Fact]
    [Trait("Row", "#195")]
    public async Task One_guardian_is_reset_from_the_detail_and_the_detail_says_so()
    {
        var detail = await _agent.GetAsync($"{Root}/representants-legaux/{await IdAsync("c.nom")}");
        var confirm = await _agent.GetAsync(detail.Document.QuerySelectorAll("main a").Single(a => a.TextContent.Trim() == "Réinitialiser le mot de passe").GetAttribute("href")!);
        var done = await _agent.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Contains("Le mot de passe a été réinitialisé avec succès pour le responsable sélectionné.", done.Text, StringComparison.Ordinal);
        Assert.NotNull((await AccountAsync("c.nom")).ProvisionalMac);
        Assert.Null((await AccountAsync("c.nom")).PasswordHash);
    }

    [Fact]
    [Trait("Row", "#155")]
    public async Task Who_was_never_informed_is_refused_with_the_next_step()
    {
        var id = await IdAsync("p.nom00");
        var detail = await _agent.GetAsync($"{Root}/eleves/{id}");
        Assert.Contains("à informer d’abord", detail.Text, StringComparison.Ordinal);
        var confirm = await _agent.GetAsync($"{Root}/eleves/reinitialiser?compte={id}");
        Assert.Contains("Aucun des comptes sélectionnés ne peut être réinitialisé.", confirm.Text, StringComparison.Ordinal);
        Assert.Null(confirm.Document.QuerySelector("main form"));
        var token = detail.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var forced = await _agent.PostAsync($"{Root}/eleves/reinitialiser?compte={id}", [new("ordre", Guid.CreateVersion7().ToString()), new("total", "0"), new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.Status);
        Assert.Null((await AccountAsync("p.nom00")).ProvisionalMac);
    }

    [Fact]
    [Trait("Row", "#154")]
    public async Task A_large_selection_is_counted_aloud_then_goes_to_the_worker()
    {
        var confirm = await ConfirmPageAsync();
        Assert.Contains("les mots de passe pour les 60 élèves sélectionnés", confirm.Text, StringComparison.Ordinal);
        var refused = await _agent.SubmitAsync(confirm, new Dictionary<string, string> { ["Count"] = "60" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Saisissez 59, le nombre de comptes concernés", refused.Text, StringComparison.Ordinal);
        var progress = await _agent.SubmitAsync(refused, new Dictionary<string, string> { ["Count"] = "59" });
        Assert.Contains("0 compte traité sur 60", progress.Text, StringComparison.Ordinal);
        Assert.Contains("réinitialiser les mots de passe", (await _agent.GetAsync(Root)).Text, StringComparison.Ordinal);
        await _app.WithAsync(async services => await services.GetRequiredService<OperationRunner>().RunNextAsync(Cancellation) is not null);
        var result = await _agent.GetAsync(progress.Address.PathAndQuery);
        Assert.Contains("Les mots de passe ont été réinitialisés avec succès pour les 59 élèves sélectionnés.", result.Text, StringComparison.Ordinal);
        Assert.Contains("1 compte n’a jamais été informé", result.Text, StringComparison.Ordinal);
        Assert.Contains("0 élève sélectionné", (await _agent.GetAsync(Root + "/eleves")).Text, StringComparison.Ordinal);
        using var colleague = await AgentBrowser.SignInAsync(_app, "other", new NewRight(AgentModule.Administration, Uai: _school.Uai));
        Assert.Equal(HttpStatusCode.NotFound, (await colleague.GetAsync(progress.Address.PathAndQuery)).Status);
        foreach (var (go, words) in ((string, string)[])[("list", "60 élèves"), ("inform", "60 élèves")])
        {
            var next = await _agent.SubmitAsync(result, new Dictionary<string, string>(), button: go);
            Assert.Equal($"{Root}/eleves/{(go == "list" ? "lister" : "informer")}", next.Address.AbsolutePath);
            Assert.Contains(words, next.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _agent.SubmitAsync(result, new Dictionary<string, string> { ["go"] = "fly" })).Status);
    }

    [Fact]
    public async Task A_selection_that_changed_since_the_page_is_shown_again()
    {
        var confirm = await ConfirmPageAsync();
        await using (var db = _app.Main())
        {
            await db.Set<Account>().Where(account => account.Username == "p.nom01").ExecuteUpdateAsync(set => set.SetProperty(account => account.State, AccountState.NotInformed), Cancellation);
        }

        var answer = await _agent.SubmitAsync(confirm, new Dictionary<string, string> { ["Count"] = "59" });
        Assert.Contains("La sélection ou l’état d’un compte a changé", answer.Text, StringComparison.Ordinal);
        await using var read = _app.Main();
        Assert.Equal(0, await read.Set<Operation>().CountAsync(Cancellation));
    }

    [Fact]
    [Trait("Row", "#249")]
    [Trait("Rule", "S-MT3")]
    public async Task During_maintenance_nothing_is_reset()
    {
        var confirm = await ConfirmPageAsync();
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow.AddMinutes(-1), _clock.UtcNow.AddHours(2));
        Assert.Contains("mais pas informer ni réinitialiser", (await _agent.GetAsync(confirm.Address.PathAndQuery)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _agent.SubmitAsync(confirm, new Dictionary<string, string> { ["Count"] = "59" })).Status);
        Assert.Null((await AccountAsync("p.nom01")).ProvisionalMac);
    }

    private async Task<Page> ConfirmPageAsync()
    {
        var all = await _agent.SubmitAsync(await _agent.GetAsync(Root + "/eleves"), new Dictionary<string, string>(), "main form[method=post]", "all");
        return await _agent.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "reset");
    }

    private async Task<Guid> IdAsync(string username) => (await AccountAsync(username)).Id;

    private async Task<Account> AccountAsync(string username)
    {
        await using var db = _app.Main();
        return await db.Set<Account>().AsNoTracking().SingleAsync(account => account.Username == username, Cancellation);
    }
}
