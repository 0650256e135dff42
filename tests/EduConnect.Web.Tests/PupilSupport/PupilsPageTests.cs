using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.PupilSupport;

/// <summary>Dépannage des comptes élèves, in a browser without scripts: the list, the eye, one reset, many, Informer, Lister.</summary>
public sealed class PupilsPageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Row", "#9")]
    [Trait("Row", "#12")]
    [Trait("Row", "#214")]
    [Trait("Row", "#215")]
    public async Task A_teacher_comes_from_ARENA_and_sees_pupils_and_nobody_else()
    {
        await using var desk = await SupportDesk.StartAsync();
        var arena = await desk.Teacher.GetAsync("/arena");
        Assert.Contains("ÉduConnect - Dépannage des comptes élèves", arena.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Administration des comptes", arena.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var home = await desk.Teacher.GetAsync("/depannage");
        Assert.Equal(desk.Root, home.Address.AbsolutePath);
        var list = await desk.Teacher.GetAsync(desk.List);
        Assert.Equal(["Accueil", "Élèves"], list.Document.QuerySelectorAll(".tabs a").Select(tab => tab.TextContent.Trim()));
        Assert.Equal(
            ["Élève", "Classe", "MEF", "Identifiant", "Mot de passe", "Statut du compte", "Adr. mail", "Aider"], list.Document.QuerySelectorAll("main thead th").Select(head => head.TextContent.Trim()));
        Assert.Contains("MOREL Inès", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("MOREL Claire", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Changer d’établissement", list.Text, StringComparison.Ordinal);
        Assert.Contains("i.morel", (await desk.Teacher.GetAsync(desk.List + "?q=mor")).Text, StringComparison.Ordinal);
        Assert.Contains("Aucun résultat", (await desk.Teacher.GetAsync(desk.List + "?q=claire")).Text, StringComparison.Ordinal);
        foreach (var address in new[] { "/administration", "/administration/" + desk.Uai, desk.Root + "/representants-legaux", desk.Root + "/representants-legaux/informer", $"{desk.List}/{desk.Ines.Id}", desk.Root + "/message" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await desk.Teacher.GetAsync(address)).Status);
        }
    }

    [Fact]
    [Trait("Row", "#218")]
    [Trait("Rule", "S-PP6")]
    public async Task The_eye_is_a_post_and_each_look_is_an_event()
    {
        await using var desk = await SupportDesk.StartAsync();
        var password = await desk.Family.InformAsync(desk.Ines.Id);
        var list = await desk.Teacher.GetAsync(desk.List);
        Assert.DoesNotContain(password[..4], list.Body, StringComparison.Ordinal);
        Assert.Equal(password, SupportDesk.Secret(await desk.PressAsync(list, "voir", desk.Ines.Id)));
        Assert.Single(await desk.Family.OperationalAsync<JournalEntry>(), entry => entry.Code == "agent.password-shown" && entry.AccountId == desk.Ines.Id);
        await desk.Family.ActivateAsync(desk.Ines.Id);
        var chosen = await desk.PressAsync(list, "voir", desk.Ines.Id);
        Assert.Null(SupportDesk.Secret(chosen));
        Assert.Contains("Ce mot de passe ne peut pas être affiché.", chosen.Text, StringComparison.Ordinal);
        Assert.Contains("*****", chosen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#216")]
    public async Task One_press_gives_a_new_password_on_the_screen_and_two_give_the_same(Engine engine)
    {
        await using var desk = await SupportDesk.StartAsync(engine);
        await desk.Family.ActivateAsync(desk.Ines.Id);
        using var pupil = desk.Family.Browser();
        await Family.SignInAsync(pupil, "eleve", "i.morel", Family.GoodPassword);
        var list = await desk.Teacher.GetAsync(desk.List);
        var done = await desk.PressAsync(list, "reinitialiser", desk.Ines.Id);
        var password = SupportDesk.Secret(done)!;
        Assert.Contains("Le mot de passe de l’élève Inès MOREL a bien été réinitialisé. Le nouveau mot de passe est :", done.Text, StringComparison.Ordinal);
        Assert.Contains("Ce mot de passe est à modifier lors de la prochaine connexion.", done.Text, StringComparison.Ordinal);
        Assert.Equal(password, await PasswordAsync(desk));
        Assert.Equal(password, SupportDesk.Secret(await desk.PressAsync(list, "reinitialiser", desk.Ines.Id)));
        Assert.NotEqual(password, SupportDesk.Secret(await desk.PressAsync(done, "reinitialiser", desk.Ines.Id)));
        Assert.Equal("/connexion/eleve", (await pupil.GetAsync("/portail")).Address.AbsolutePath);
        await using var db = desk.Family.App.Main();
        Assert.Equal(2, await db.Set<AuditEvent>().CountAsync(audit => audit.Code == "account.password-reset" && audit.AccountId == desk.Ines.Id && audit.ActorKind == ActorKind.Agent, Cancellation));
    }

    [Fact]
    [Trait("Row", "#220")]
    public async Task An_account_never_informed_gets_its_first_password_and_is_informed()
    {
        await using var desk = await SupportDesk.StartAsync();
        var done = await desk.PressAsync(await desk.Teacher.GetAsync(desk.List), "reinitialiser", desk.Ines.Id);
        Assert.Equal(await PasswordAsync(desk), SupportDesk.Secret(done));
        var account = await desk.Family.ReadAsync(desk.Ines.Id);
        Assert.Equal((AccountState.Informed, ActivationMode.School, (DateTime?)desk.Family.Clock.UtcNow), (account.State, account.Mode, account.LastInformedAt));
        await using var db = desk.Family.App.Main();
        Assert.Single(await db.Set<AuditEvent>().Where(audit => audit.Code == "account.informed").ToListAsync(Cancellation));
    }

    [Fact]
    [Trait("Row", "#219")]
    public async Task A_compromised_account_is_reset_like_in_Administration()
    {
        await using var desk = await SupportDesk.StartAsync();
        await desk.Family.ActivateAsync(desk.Ines.Id);
        await desk.Family.ChangeAsync(desk.Ines.Id, account => account.Compromise());
        var list = await desk.Teacher.GetAsync(desk.List);
        Assert.Contains("Compromis", list.Text, StringComparison.Ordinal);
        Assert.NotNull(SupportDesk.Secret(await desk.PressAsync(list, "reinitialiser", desk.Ines.Id)));
        Assert.True((await desk.Family.ReadAsync(desk.Ines.Id)).IsCompromised);
    }

    [Fact]
    [Trait("Row", "#217")]
    [Trait("Row", "#218")]
    public async Task A_selection_is_reset_informed_and_listed_inside_the_module()
    {
        await using var desk = await SupportDesk.StartAsync();
        await desk.Family.ActivateAsync(desk.Ines.Id);
        var confirm = await SelectAsync(desk, "reset");
        Assert.Equal(desk.List + "/reinitialiser", confirm.Address.AbsolutePath);
        var reset = await desk.Teacher.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.StartsWith(desk.Root + "/reinitialisations/", reset.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("Le mot de passe a été réinitialisé avec succès pour l’élève sélectionné.", reset.Text, StringComparison.Ordinal);

        var informed = await desk.Teacher.SubmitAsync(await SelectAsync(desk, "inform"), new Dictionary<string, string>());
        Assert.StartsWith(desk.Root + "/informations/", informed.Address.AbsolutePath, StringComparison.Ordinal);
        await desk.Family.App.WithAsync(async services => await services.GetRequiredService<OperationRunner>().RunNextAsync(Cancellation) is not null);
        Assert.Contains("La feuille individuelle a été créée avec succès pour l’élève sélectionné.", (await desk.Teacher.GetAsync(informed.Address.PathAndQuery)).Text, StringComparison.Ordinal);
        Assert.Contains("informer", (await desk.Teacher.GetAsync(desk.Root)).Text, StringComparison.Ordinal);

        var listing = await desk.Teacher.SubmitAsync(await SelectAsync(desk, "list"), new Dictionary<string, string> { ["Format"] = "csv" });
        var file = await desk.Teacher.GetAsync(listing.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/fichier", StringComparison.Ordinal)));
        Assert.Contains("MOREL;Inès", file.Body, StringComparison.Ordinal);
        Assert.Contains(await PasswordAsync(desk), file.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task Orders_about_guardians_stay_in_Administration()
    {
        await using var desk = await SupportDesk.StartAsync();
        using var head = await AgentBrowser.SignInAsync(
            desk.Family.App, "head", new NewRight(AgentModule.Administration, Uai: desk.Uai), new NewRight(AgentModule.PupilSupport, Uai: desk.Uai));
        var guardians = $"/administration/{desk.Uai}/representants-legaux";
        var all = await head.SubmitAsync(await head.GetAsync(guardians), new Dictionary<string, string>(), "main form[method=post]", "all");
        var confirm = await head.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", "inform");
        var informed = await head.SubmitAsync(confirm, new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.OK, informed.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync(informed.Address.AbsolutePath.Replace("/administration/", "/depannage/", StringComparison.Ordinal))).Status);
        Assert.DoesNotContain("informer ·", (await head.GetAsync(desk.Root)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#248")]
    [Trait("Row", "#249")]
    public async Task During_maintenance_the_eye_and_codes_work_and_a_reset_waits()
    {
        await using var desk = await SupportDesk.StartAsync();
        var password = await desk.Family.InformAsync(desk.Ines.Id);
        desk.Family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(desk.Family.Clock.UtcNow.AddMinutes(-1), desk.Family.Clock.UtcNow.AddHours(2));
        var list = await desk.Teacher.GetAsync(desk.List);
        Assert.Equal(password, SupportDesk.Secret(await desk.PressAsync(list, "voir", desk.Ines.Id)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.PressAsync(list, "reinitialiser", desk.Ines.Id)).Status);
        Assert.Equal(password, await PasswordAsync(desk));
    }

    [Theory]
    [InlineData("voir", "nonsense")]
    [InlineData("reinitialiser", "0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f")]
    [InlineData("voir", "0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f")]
    public async Task A_button_for_nobody_here_is_not_found(string button, string value)
    {
        await using var desk = await SupportDesk.StartAsync();
        var list = await desk.Teacher.GetAsync(desk.List);
        var token = list.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Teacher.PostAsync(desk.List, [new("__RequestVerificationToken", token), new(button, value)])).Status);
    }

    private static async Task<Page> SelectAsync(SupportDesk desk, string action)
    {
        var all = await desk.Teacher.SubmitAsync(await desk.Teacher.GetAsync(desk.List), new Dictionary<string, string>(), "main form[method=post]", "all");
        return await desk.Teacher.SubmitAsync(all, new Dictionary<string, string>(), "main form[method=post]", action);
    }

    private static async Task<string> PasswordAsync(SupportDesk desk) =>
        desk.Family.App.Services.GetRequiredService<ProvisionalPasswords>().Open(await desk.Family.ReadAsync(desk.Ines.Id))!.Reveal();
}
