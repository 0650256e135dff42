using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Administration;

/// <summary>The detail of pupils and guardians, its eye and its actions, in a browser without scripts.</summary>
public sealed class DetailPagesTests : IAsyncLifetime
{
    private readonly TestClock _clock = new();
    private TestApp _app = null!;
    private School _school = null!;
    private TestPupil _pupil = null!;
    private TestPupil _elsewhere = null!;
    private TestGuardian _guardian = null!;
    private TestGuardian _other = null!;
    private PageClient _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => "/administration/" + _school.Uai;

    private string PupilAddress => $"{Root}/eleves/{_pupil.Account!.Id}";

    private string GuardianAddress => $"{Root}/representants-legaux/{_guardian.Account.Id}";

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(clock: _clock, settings: "--Roles=sign-in,administration");
        await using var db = _app.Main();
        var data = new TestData(db);
        _school = data.School();
        var foreign = data.School(name: "Henri-Castellan");
        _pupil = data.Pupil(_school, data.Class(_school, "5E B", "Cinquième B"), "DELORME", "Anaïs", username: "a.delorme", ine: "999000127ZZ");
        _elsewhere = data.Pupil(foreign, data.Class(foreign, "2E 2"), "DELORME", "Basile", new DateOnly(2010, 1, 2), username: "b.delorme", ine: "888000127ZZ");
        _guardian = data.Guardian(_pupil, "DELORME", "Viviane", "v.delorme", "v.delorme@example.org", "+33639980007", GuardianKind.LegalGuardian, _elsewhere);
        _other = data.Guardian(_pupil, "PLESSIS", "Odile", "o.plessis", kind: GuardianKind.PersonInCharge);
        await data.SaveAsync();
        _agent = await AgentBrowser.SignInAsync(_app, "s.carpentier", new NewRight(AgentModule.Administration, Uai: _school.Uai));
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    [Trait("Row", "#158")]
    [Trait("Row", "#159")]
    [Trait("Row", "#161")]
    [Trait("Row", "#162")]
    public async Task A_pupil_is_shown_whole_and_leads_to_both_kinds_of_guardians()
    {
        await ChangeAsync("a.delorme", account =>
        {
            (account.State, account.Mode, account.PasswordHash) = (AccountState.Activated, ActivationMode.School, "hash");
            (account.Mail, account.MailConfirmedAt) = ("a.delorme@example.org", _clock.UtcNow);
            account.LastSignInAt = new DateTime(2026, 11, 10, 9, 0, 0, DateTimeKind.Utc);
        });
        var page = await _agent.GetAsync(PupilAddress);
        foreach (var words in new[]
        {
            "Anaïs DELORME", "a.delorme", "27-03-2014", "999000127ZZ", "5E B - Cinquième B", "Activé", "Établissement", "a.delorme@example.org", "Confirmée le",
            "Mot de passe choisi par l’élève", "*****", "10-11-2026", "Source SIECLE, académie", _pupil.Record.SourceId, _pupil.Record.RegistrationNumber, "Représentant légal", "Personne en charge",
        })
        {
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("hash", page.Body, StringComparison.Ordinal);
        Assert.Contains("Viviane DELORME", (await FollowAsync(page, "DELORME Viviane")).Text, StringComparison.Ordinal);
        Assert.Equal($"{Root}/personnes-en-charge/{_other.Account.Id}", (await FollowAsync(page, "PLESSIS Odile")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#197")]
    [Trait("Row", "#198")]
    [Trait("Row", "#199")]
    [Trait("Row", "#200")]
    [Trait("Row", "#201")]
    [Trait("Rule", "S-TN2")]
    public async Task A_guardians_child_elsewhere_is_named_with_its_school_and_never_opened()
    {
        var page = await _agent.GetAsync(GuardianAddress);
        Assert.Contains("Élèves dont le lien n’est pas confirmé", page.Text, StringComparison.Ordinal);
        Assert.Contains("Élèves inscrits dans un autre établissement", page.Text, StringComparison.Ordinal);
        Assert.Contains("DELORME Basile", page.Text, StringComparison.Ordinal);
        Assert.Contains("CLG Henri-Castellan (SAINT-AUBRAC)", page.Text, StringComparison.Ordinal);
        Assert.Contains("02-01-2010", page.Text, StringComparison.Ordinal);
        Assert.Empty(
            new[] { "Identifiant", "Mot de passe", "Demande de réinitialisation en cours", "Adresse mail", "Téléphone portable", "État du compte", "Origine du compte", "Dernière information", "Dernière connexion" }
                .Except(page.Document.QuerySelectorAll("main dt").Select(label => label.TextContent.Trim())));
        Assert.Contains("06 39 98 00 07", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var sources = page.Document.QuerySelectorAll("table").Single(table => table.TextContent.Contains("Identifiant AAF", StringComparison.Ordinal));
        Assert.Equal(["Source", "Identifiant AAF", "Identifiant ONDE / SIECLE"], sources.QuerySelectorAll("thead th").Select(head => head.TextContent.Trim()));
        Assert.Contains(sources.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains("SIECLE, académie", StringComparison.Ordinal) && row.QuerySelector("td")!.TextContent.Trim() == _guardian.Records[0].SourceId);
        Assert.DoesNotContain("888000127ZZ", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("2E 2", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("b.delorme", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(_elsewhere.Account!.Id.ToString(), page.Body, StringComparison.Ordinal);
        Assert.Equal(PupilAddress, (await FollowAsync(page, "DELORME Anaïs")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync($"{Root}/eleves/{_elsewhere.Account.Id}")).Status);
        await using var db = _app.Operational();
        Assert.Equal(1, await db.Set<JournalEntry>().CountAsync(entry => entry.Code == "agent.refused", Cancellation));
    }

    [Fact]
    [Trait("Row", "#160")]
    [Trait("Rule", "S-PP6")]
    public async Task The_eye_is_a_post_and_each_look_is_an_event_of_the_agent_and_school()
    {
        var password = await GiveProvisionalAsync("a.delorme");
        var page = await _agent.GetAsync(PupilAddress);
        Assert.Contains("Mot de passe temporaire", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(password[..4], page.Body, StringComparison.Ordinal);
        var shown = await RevealAsync(page);
        Assert.Contains($"{password[..4]}{password[4..]}", shown.Text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(shown.Response.Headers.CacheControl!.NoStore);
        await RevealAsync(shown with { Document = page.Document });
        await _app.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));
        await using var db = _app.Main();
        var looks = await db.Set<AuditEvent>().Where(audit => audit.Code == "agent.password-shown").ToListAsync(Cancellation);
        var agent = await db.Set<Agent>().SingleAsync(Cancellation);
        Assert.Equal(2, looks.Count);
        Assert.All(looks, look => Assert.Equal((ActorKind.Agent, agent.Id.ToString(), _pupil.Account!.Id, _school.Id), (look.ActorKind, look.ActorId, look.AccountId, look.SchoolId)));
        Assert.DoesNotContain(looks, look => look.Detail.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Row", "#248")]
    [Trait("Rule", "S-MT3")]
    public async Task During_maintenance_the_eye_works_and_the_actions_wait()
    {
        var password = await GiveProvisionalAsync("a.delorme");
        var before = await _agent.GetAsync(GuardianAddress);
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow.AddMinutes(-1), _clock.UtcNow.AddHours(2));
        var page = await _agent.GetAsync(PupilAddress);
        var actions = page.Document.QuerySelectorAll("main .actions button");
        Assert.NotEmpty(actions);
        Assert.All(actions, button => Assert.True(button.HasAttribute("disabled")));
        Assert.Contains("mais pas informer ni réinitialiser", page.Text, StringComparison.Ordinal);
        Assert.Contains(password, (await RevealAsync(page)).Text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, before.Status);
    }

    [Fact]
    [Trait("Row", "#163")]
    public async Task A_key_that_is_gone_is_said_so_and_marks_are_explained()
    {
        await GiveProvisionalAsync("a.delorme");
        await ChangeAsync("a.delorme", account => (account.ProvisionalCipher, account.MailInError, account.Mail, account.IsCompromised) = ([1, 2, 3], true, "a@example.org", true));
        var page = await _agent.GetAsync(PupilAddress);
        Assert.Contains("Compte compromis", page.Text, StringComparison.Ordinal);
        Assert.Contains("En erreur", page.Text, StringComparison.Ordinal);
        Assert.Contains("Il ne peut pas être affiché pour le moment", (await RevealAsync(page)).Text, StringComparison.Ordinal);
        await using var journal = _app.Operational();
        Assert.False(await journal.Set<JournalEntry>().AnyAsync(entry => entry.Code == "agent.password-shown", Cancellation));
    }

    [Fact]
    [Trait("Row", "#164")]
    [Trait("Row", "#202")]
    public async Task The_confirmation_mail_goes_out_again_five_times_an_hour_and_only_when_an_address_waits()
    {
        Assert.DoesNotContain("Renvoyer un mail de confirmation", (await _agent.GetAsync(GuardianAddress)).Text, StringComparison.Ordinal);
        await ChangeAsync("v.delorme", account => (account.State, account.Mail, account.PasswordHash, account.ActivationBegunAt) = (AccountState.Activating, "v@example.org", "hash", _clock.UtcNow));
        var page = await _agent.GetAsync(GuardianAddress);
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("Le mail de confirmation est envoyé.", (await SendAsync(page)).Text, StringComparison.Ordinal);
        }

        Assert.Contains("Cinq mails sont déjà partis depuis une heure.", (await SendAsync(page)).Text, StringComparison.Ordinal);
        await ChangeAsync("v.delorme", account => (account.State, account.MailConfirmedAt) = (AccountState.Activated, _clock.UtcNow));
        Assert.Contains("Aucune adresse mail n’attend", (await SendAsync(page)).Text, StringComparison.Ordinal);
        // A page shown before the account was flagged (domain §16).
        await ChangeAsync("v.delorme", account => (account.State, account.MailConfirmedAt, account.IsCompromised) = (AccountState.Activating, null, true));
        Assert.Contains("Ce compte est compromis : aucun mail de confirmation n’est parti.", (await SendAsync(page)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Renvoyer un mail de confirmation", (await _agent.GetAsync(GuardianAddress)).Text, StringComparison.Ordinal);
        await using var db = _app.Main();
        Assert.Equal(5, await db.Set<OutboxMessage>().CountAsync(mail => mail.Recipient == "v@example.org", Cancellation));
        Assert.Equal(5, await db.Set<AuditEvent>().CountAsync(audit => audit.Code == "account.confirmation-sent-again" && audit.SchoolId == _school.Id, Cancellation));
    }

    [Fact]
    [Trait("Row", "#164")]
    public async Task The_way_back_keeps_the_search_and_the_selection_is_left_alone()
    {
        var list = await _agent.GetAsync(Root + "/eleves?q=delorme&etat=non-informe&tri=classe&ordre=desc");
        var detail = await FollowAsync(list, "DELORME Anaïs");
        var back = await FollowAsync(detail, "Retour à la liste");
        Assert.Equal(list.Address, back.Address);
        var inform = await FollowAsync(detail, "Informer");
        Assert.Contains("l’élève sélectionné", inform.Text, StringComparison.Ordinal);
        Assert.Equal(detail.Address.AbsolutePath, (await FollowAsync(inform, "Annuler")).Address.AbsolutePath);
        var result = await _agent.SubmitAsync(inform, new Dictionary<string, string>());
        Assert.Contains("/informations/", result.Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/eleves/{0}")]
    [InlineData("/representants-legaux/{1}")]
    [InlineData("/eleves/{2}")]
    [InlineData("/personnes-en-charge/{2}")]
    [InlineData("/eleves/informer?compte={2}")]
    [InlineData("/eleves/reinitialiser?compte={0}")]
    [InlineData("/eleves/informer?compte=x")]
    public async Task Who_does_not_stand_in_the_list_is_not_found(string address)
    {
        var wrong = string.Format(System.Globalization.CultureInfo.InvariantCulture, Root + address, _elsewhere.Account!.Id, _pupil.Account!.Id, _guardian.Account.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await _agent.GetAsync(wrong)).Status);
    }

    [Fact]
    public async Task Names_that_are_html_stay_text()
    {
        await using (var db = _app.Main())
        {
            await db.Set<Pupil>().Where(pupil => pupil.Id == _pupil.Pupil.Id).ExecuteUpdateAsync(set => set.SetProperty(pupil => pupil.UsualName, "<b id=x>=1+1</b>"), Cancellation);
        }

        var page = await _agent.GetAsync(PupilAddress);
        Assert.Null(page.Document.QuerySelector("#x"));
        Assert.Contains("<b id=x>=1+1</b>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#257")]
    public async Task An_address_of_the_source_that_was_refused_is_said_where_it_is_to_be_corrected()
    {
        const string Refused = "En erreur : un mail a été refusé. Corrigez l’adresse dans SIECLE.";
        Assert.DoesNotContain(Refused, (await _agent.GetAsync(GuardianAddress)).Text, StringComparison.Ordinal);
        await ChangeAsync("v.delorme", account => account.MailInError = true);
        Assert.Contains(Refused, (await _agent.GetAsync(GuardianAddress)).Text, StringComparison.Ordinal);
        await ChangeAsync("v.delorme", account => account.Mail = "v.delorme@example.org");
        Assert.DoesNotContain(Refused, (await _agent.GetAsync(GuardianAddress)).Text, StringComparison.Ordinal);
    }

    private async Task<Page> FollowAsync(Page page, string words) =>
        await _agent.GetAsync(page.Document.QuerySelectorAll("main a").First(a => a.TextContent.Trim() == words).GetAttribute("href")!);

    private Task<Page> RevealAsync(Page page) => _agent.SubmitAsync(page, new Dictionary<string, string>(), "main dl form");

    private Task<Page> SendAsync(Page page) => _agent.SubmitAsync(page, new Dictionary<string, string>(), "main .actions form");

    private async Task<string> GiveProvisionalAsync(string username)
    {
        var (password, copies) = _app.Services.GetRequiredService<ProvisionalPasswords>().Draw(await IdAsync(username));
        await ChangeAsync(username, account => account.Inform(true, copies, _clock.UtcNow, TimeSpan.FromDays(92)));
        return password.Reveal();
    }

    private async Task<Guid> IdAsync(string username)
    {
        await using var db = _app.Main();
        return await db.Set<Account>().Where(account => account.Username == username).Select(account => account.Id).SingleAsync(Cancellation);
    }

    private async Task ChangeAsync(string username, Action<Account> change)
    {
        await using var db = _app.Main();
        change(await db.Set<Account>().SingleAsync(account => account.Username == username, Cancellation));
        await db.SaveChangesAsync(Cancellation);
    }
}
