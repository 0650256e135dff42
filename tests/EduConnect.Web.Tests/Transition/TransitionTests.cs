using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Registration;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Transition;

/// <summary>From a former system to the service people came for, over HTTP.</summary>
public sealed class TransitionTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#65"), Trait("Row", "#66"), Trait("Row", "#67"), Trait("Row", "#68"), Trait("Row", "#69"), Trait("Row", "#70")]
    public async Task A_guardian_comes_from_an_ENT_and_goes_on_to_it(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Claire.Account.Id;
        var provisional = await family.InformAsync(id);
        var desk = await FormerSystemDesk.OpenAsync(family);
        using var browser = family.Browser();
        var claims = desk.Claims(await desk.ClaireAsync());
        claims["target"] = FormerSystemDesk.Target;
        var page = await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(claims));
        Assert.Equal(("/transition/bienvenue", "Votre espace Éducation Nationale évolue."), (page.Address.AbsolutePath, page.Document.QuerySelector("h1")!.TextContent.Trim()));
        Assert.DoesNotContain("c.morel27", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("FranceConnect", page.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/transition/compte", page.Document.QuerySelectorAll("a").Single(link => link.TextContent.Trim() == "Je crée mon compte ÉduConnect").GetAttribute("href"));

        page = await browser.GetAsync("/transition/compte");
        Assert.Contains("Je note mon nouvel identifiant de connexion", page.Text, StringComparison.Ordinal);
        Assert.Contains("c.morel27", page.Text, StringComparison.Ordinal);
        var differing = await FormerSystemDesk.PasswordAsync(browser, page, again: "autre chose");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, differing.Status);
        page = await FormerSystemDesk.PasswordAsync(browser, differing);
        Assert.Equal("/activation/enfants", page.Address.AbsolutePath);
        Assert.Contains("Étape 2 sur 2", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(id)).State);
        var wrong = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth.AddDays(1), Family.MaloBirth]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        page = await RegistrationJourney.ChildrenAsync(browser, wrong, [Family.InesBirth, Family.MaloBirth]);

        Assert.Equal(("/transition/fin/ent-test/1", HttpStatusCode.OK), (page.Address.AbsolutePath, page.Status));
        Assert.Contains("Votre compte ÉduConnect est créé", page.Text, StringComparison.Ordinal);
        Assert.Equal(FormerSystemDesk.Target, page.Document.QuerySelectorAll("a").Single(link => link.TextContent.Trim() == "Continuer vers Mon ancien ENT").GetAttribute("href"));
        var account = await family.ReadAsync(id);
        Assert.Equal((AccountState.Activated, ActivationMode.Ent, null), (account.State, account.Mode, account.ProvisionalMac));
        Assert.All((await family.MainAsync<GuardianLink>()).Where(tie => family.Claire.Records.Any(record => record.Id == tie.GuardianRecordId)), tie => Assert.Equal(LinkStatement.Confirmed, tie.Statement));
        Assert.Contains(await family.MainAsync<AuditEvent>(), audit => audit is { Code: "account.activated", Detail: "mode Ent, from ent-test" } && audit.AccountId == id);
        Assert.Null((await family.OperationalAsync<ActivationState>()).Single().PasswordHash);

        using var other = family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(other, "responsable", "c.morel27", provisional)).Status);
        await family.SettleAsync(id);
        Assert.Equal("/portail", (await Family.SignInAsync(other, "responsable", "c.morel27", RegistrationJourney.Password)).Address.AbsolutePath);
        Assert.Equal("/transition/fin/ent-test/1", (await browser.GetAsync("/transition/fin/ent-test/1")).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#65"), Trait("Row", "#66"), Trait("Row", "#67"), Trait("Row", "#68"), Trait("Row", "#70")]
    public async Task A_pupil_comes_from_ATEN_with_an_RSA_key_and_ends_at_the_portal(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Ines.Account!.Id;
        var desk = await FormerSystemDesk.OpenAsync(family, ActivationMode.Aten);
        using var browser = family.Browser();
        await FormerSystemDesk.PostAsync(browser, desk.Rsa.Sign(desk.Claims(await desk.InesAsync())));
        var page = await browser.GetAsync("/transition/compte");
        Assert.Contains("i.morel", page.Text, StringComparison.Ordinal);
        Assert.Contains("Cet appareil est à moi", page.Text, StringComparison.Ordinal);
        page = await FormerSystemDesk.PasswordAsync(browser, page);
        Assert.Equal("/transition/fin", page.Address.AbsolutePath);
        var account = await family.ReadAsync(id);
        Assert.Equal((AccountState.Activated, ActivationMode.Aten), (account.State, account.Mode));
        Assert.True((await family.OperationalAsync<Session>()).Single().IsShared);
        Assert.Equal("/portail", (await browser.GetAsync("/portail")).Address.AbsolutePath);
        using var other = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(other, "eleve", "i.morel", RegistrationJourney.Password)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#74")]
    public async Task A_child_reported_as_wrong_is_confirmed_once_more()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        using var browser = family.Browser();
        await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(desk.Claims(await desk.ClaireAsync())));
        var page = await FormerSystemDesk.PasswordAsync(browser, await browser.GetAsync("/transition/compte"), tick: "Input.Shared");
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, null]);
        Assert.Equal("/activation/signalement", page.Address.AbsolutePath);
        page = await browser.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Equal("/transition/fin", page.Address.AbsolutePath);
        Assert.Contains(await family.MainAsync<GuardianLink>(), tie => tie.Statement == LinkStatement.ReportedWrong);
        Assert.True((await family.OperationalAsync<Session>()).Single().IsShared);
    }

    [Fact]
    public async Task The_page_of_FranceConnect_stands_for_guardians_while_it_is_on()
    {
        await using var family = await Family.StartAsync(settings: ["--FranceConnect:Issuer=https://fc.example/api/v2", "--FranceConnect:ServiceId=x", "--FranceConnect:ServiceSecret=y"]);
        var desk = await FormerSystemDesk.OpenAsync(family);
        using var browser = family.Browser();
        var claims = desk.Claims(await desk.ClaireAsync());
        claims["target"] = FormerSystemDesk.Target;
        var page = await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(claims));
        Assert.Contains("J’accède à mon compte avec FranceConnect", page.Text, StringComparison.Ordinal);
        Assert.Equal("/franceconnect?returnUrl=%2Ftransition%2Ffin%2Fent-test%2F1", page.Document.QuerySelector("#franceconnect")!.GetAttribute("action"));

        using var pupil = family.Browser();
        page = await FormerSystemDesk.PostAsync(pupil, desk.Ec.Sign(desk.Claims(await desk.InesAsync())));
        Assert.Null(page.Document.QuerySelector("#franceconnect"));
        Assert.DoesNotContain("FranceConnect", page.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-RC3")]
    public async Task No_step_is_skipped_and_nothing_is_shown_without_a_journey()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        using var stranger = family.Browser();
        Assert.Equal("/activation/expiree", (await stranger.GetAsync("/transition/bienvenue")).Address.AbsolutePath);
        Assert.Equal("/activation/expiree", (await stranger.GetAsync("/transition/compte")).Address.AbsolutePath);
        Assert.Equal("/connexion", (await stranger.GetAsync("/transition/fin/ent-test/1")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await stranger.GetAsync("/transition")).Status);

        using var browser = family.Browser();
        await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(desk.Claims(await desk.ClaireAsync())));
        Assert.Equal("/transition/compte", (await browser.GetAsync("/activation/enfants")).Address.AbsolutePath);
        Assert.Equal("/transition/compte", (await browser.GetAsync("/activation/mot-de-passe")).Address.AbsolutePath);
        family.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("/activation/expiree", (await browser.GetAsync("/transition/compte")).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_last_page_is_refused_when_the_system_was_closed_or_the_account_activated_meanwhile()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        using var first = family.Browser();
        using var second = family.Browser();
        await FormerSystemDesk.PostAsync(first, desk.Ec.Sign(desk.Claims(await desk.InesAsync())));
        await FormerSystemDesk.PostAsync(second, desk.Ec.Sign(desk.Claims(await desk.ClaireAsync())));
        var (pupil, guardian) = (await first.GetAsync("/transition/compte"), await second.GetAsync("/transition/compte"));
        await desk.CloseAsync();
        Assert.Equal("/activation/expiree", (await FormerSystemDesk.PasswordAsync(first, pupil)).Address.AbsolutePath);
        guardian = await FormerSystemDesk.PasswordAsync(second, guardian);
        Assert.Equal("/activation/expiree", (await RegistrationJourney.ChildrenAsync(second, guardian, [Family.InesBirth, Family.MaloBirth])).Address.AbsolutePath);
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Ines.Account!.Id)).State);
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Claire.Account.Id)).State);
        Assert.Empty(await family.OperationalAsync<Session>());
        await family.ActivateAsync(family.Ines.Account!.Id);
        Assert.Equal("/activation/expiree", (await first.GetAsync("/transition/compte")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task Birth_dates_are_tried_three_times()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        using var browser = family.Browser();
        await FormerSystemDesk.PostAsync(browser, desk.Ec.Sign(desk.Claims(await desk.ClaireAsync())));
        var page = await FormerSystemDesk.PasswordAsync(browser, await browser.GetAsync("/transition/compte"));
        for (var i = 0; i < 2; i++)
        {
            page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth.AddDays(1), Family.MaloBirth]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        }

        foreach (var ines in (DateOnly[])[Family.InesBirth.AddDays(1), Family.InesBirth])
        {
            Assert.Equal("/activation/expiree", (await RegistrationJourney.ChildrenAsync(browser, page, [ines, Family.MaloBirth])).Address.AbsolutePath);
        }

        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Claire.Account.Id)).State);
    }

    [Fact]
    [Trait("Row", "#249")]
    public async Task Maintenance_uses_nothing_up()
    {
        await using var family = await Family.StartAsync();
        var desk = await FormerSystemDesk.OpenAsync(family);
        var assertion = desk.Ec.Sign(desk.Claims(await desk.InesAsync()));
        var mode = family.App.Services.GetRequiredService<ReadOnlyMode>();
        mode.Plan(family.Clock.UtcNow, family.Clock.UtcNow.AddMinutes(1));
        using var browser = family.Browser();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await FormerSystemDesk.PostAsync(browser, assertion)).Status);
        mode.Plan(null, null);
        Assert.Equal("/transition/bienvenue", (await FormerSystemDesk.PostAsync(browser, assertion)).Address.AbsolutePath);
    }
}
