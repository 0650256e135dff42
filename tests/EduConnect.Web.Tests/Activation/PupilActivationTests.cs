using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Activation;

[Trait("Row", "#58")]
public sealed class PupilActivationTests
{
    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.PostgreSql, false)]
    [Trait("Rule", "S-PP5")]
    public async Task A_pupil_is_activated_at_once_and_mailed_only_when_an_address_was_given(Engine engine, bool withMail)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Ines.Account!.Id;
        var provisional = await family.InformAsync(id);
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", $" {provisional[..4].ToLowerInvariant()}-{provisional[4..]} ");
        Assert.Equal("/activation/mot-de-passe", page.Address.AbsolutePath);
        page = await ActivationJourney.PasswordAsync(browser, page);
        Assert.Equal("/activation/adresse", page.Address.AbsolutePath);
        page = await ActivationJourney.AddressAsync(browser, page, withMail ? "ines@Exemple.FR" : "");
        Assert.Equal("/activation/naissance", page.Address.AbsolutePath);
        page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth);
        Assert.Equal("/portail", page.Address.AbsolutePath);
        Assert.Contains("Bonjour Inès MOREL", page.Text, StringComparison.Ordinal);
        var end = await browser.GetAsync("/activation/fin");
        Assert.Contains("Ce navigateur est déjà connecté à votre compte", end.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Connectez-vous", end.Text, StringComparison.Ordinal);
        Assert.Equal("/portail", end.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Trim() == "Continuer").GetAttribute("href"));

        var account = await family.ReadAsync(id);
        Assert.Equal((AccountState.Activated, ActivationMode.School), (account.State, account.Mode));
        Assert.Null(account.ProvisionalCipher);
        Assert.Null(account.ProvisionalMac);
        Assert.Equal(withMail ? "ines@exemple.fr" : null, account.Mail);
        Assert.Null(account.MailConfirmedAt);
        Assert.Equal(withMail ? 1 : 0, (await family.MainAsync<OutboxMessage>()).Count);
        Assert.Single(await family.MainAsync<AuditEvent>(), one => one.Code == "account.activated" && one.AccountId == id);
        Assert.All(await family.OperationalAsync<ActivationState>(), state => Assert.Null(state.PasswordHash));

        using var other = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(other, "eleve", "i.morel", ActivationJourney.Password)).Address.AbsolutePath);
        using var late = family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(late, "eleve", "i.morel", provisional)).Status);
    }

    [Theory]
    [InlineData("", "", "Saisissez un nouveau mot de passe.")]
    [InlineData("court", "court", "Choisissez un mot de passe d’au moins 12 caractères")]
    [InlineData("i.morel et autre chose", "i.morel et autre chose", "sans votre nom ni une date de naissance")]
    [InlineData("motdepasse123", "motdepasse123", "trop facile à deviner")]
    [InlineData("trois hiboux en laine", "trois hiboux en lin", "Les deux mots de passe sont différents.")]
    public async Task A_bad_password_is_explained_and_never_written_back(string password, string again, string sentence)
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", await family.InformAsync(family.Ines.Account!.Id));
        page = await ActivationJourney.PasswordAsync(browser, page, password, again);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.All(page.Document.QuerySelectorAll("input[type=password]"), field => Assert.Null(field.GetAttribute("value")));
        page = await ActivationJourney.PasswordAsync(browser, page, new string('é', 257));
        Assert.Contains("Ce mot de passe est trop long.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-PW5")]
    public async Task A_password_that_leaked_is_refused_and_another_is_taken()
    {
        await using var family = await Family.StartAsync();
        await LeakedList.GiveAsync(family, ActivationJourney.Password);
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", await family.InformAsync(family.Ines.Account!.Id));
        page = await ActivationJourney.PasswordAsync(browser, page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Ce mot de passe se trouve dans une liste de mots de passe volés", page.Text, StringComparison.Ordinal);
        page = await ActivationJourney.PasswordAsync(browser, page, "quatre hiboux en laine");
        Assert.Equal("/activation/adresse", page.Address.AbsolutePath);
    }

    [Theory]
    [InlineData("ines", "ines", "n’a pas la forme attendue")]
    [InlineData("ines@exemple", "ines@exemple", "n’a pas la forme attendue")]
    [InlineData("i@exemple.fr\r\nBcc: x@y.fr", "i@exemple.fr", "n’a pas la forme attendue")]
    [InlineData("a@exemple.fr", "b@exemple.fr", "Les deux adresses mail sont différentes.")]
    [InlineData("a@exemple.fr", "", "Les deux adresses mail sont différentes.")]
    public async Task A_bad_address_is_explained_and_kept(string mail, string again, string sentence)
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", await family.InformAsync(family.Ines.Account!.Id));
        page = await ActivationJourney.PasswordAsync(browser, page);
        page = await ActivationJourney.AddressAsync(browser, page, mail, again);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_address_may_have_other_capitals_and_the_birth_date_leads_to_an_answer_for_pupils()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", await family.InformAsync(family.Ines.Account!.Id));
        page = await ActivationJourney.PasswordAsync(browser, page);
        page = await ActivationJourney.AddressAsync(browser, page, "ines@exemple.fr", "Ines@Exemple.fr");
        Assert.Equal("/activation/naissance", page.Address.AbsolutePath);
        var help = await browser.GetAsync(page.Document.QuerySelector("main a[href^='/aide/']")!.GetAttribute("href")!);
        Assert.StartsWith("Je suis élève.", help.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task A_wrong_birth_date_three_times_closes_the_activation_and_five_a_day_pause_it()
    {
        await using var family = await Family.StartAsync();
        var id = family.Ines.Account!.Id;
        var provisional = await family.InformAsync(id);
        using var browser = family.Browser();
        var page = await ToBirthDateAsync(family, browser, provisional);
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.BirthDate.Day"] = "31", ["Input.BirthDate.Month"] = "2", ["Input.BirthDate.Year"] = "2014" });
        Assert.Contains("Le 31 février n’existe pas.", page.Text, StringComparison.Ordinal);
        for (var i = 1; i <= 2; i++)
        {
            page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth.AddDays(i));
            Assert.Contains("Cette date de naissance ne correspond pas", page.Text, StringComparison.Ordinal);
        }

        foreach (var date in (DateOnly[])[Family.InesBirth.AddDays(3), Family.InesBirth])
        {
            var over = await ActivationJourney.BirthDateAsync(browser, page, date);
            Assert.Equal((HttpStatusCode.Gone, "/activation/expiree"), (over.Status, over.Address.AbsolutePath));
            Assert.Contains("les dates de naissance peuvent être saisies trois fois", over.Text, StringComparison.Ordinal);
        }

        page = await ToBirthDateAsync(family, browser, provisional);
        for (var i = 4; i <= 5; i++)
        {
            page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth.AddDays(i));
        }

        page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth);
        Assert.Contains("Attendez 24 heures", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(id)).State);

        family.Clock.Advance(TimeSpan.FromHours(25));
        page = await ToBirthDateAsync(family, browser, provisional);
        Assert.Equal("/portail", (await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task Tries_that_have_to_wait_for_tomorrow_use_up_nothing_and_ten_are_new_once_the_date_is_corrected()
    {
        await using var family = await Family.StartAsync();
        var id = family.Ines.Account!.Id;
        var provisional = await family.InformAsync(id);
        using var browser = family.Browser();
        await FiveWrongAsync(family, browser, provisional);
        await FiveWrongAsync(family, browser, provisional);
        family.Clock.Advance(TimeSpan.FromHours(25));
        await FiveWrongAsync(family, browser, provisional);
        family.Clock.Advance(TimeSpan.FromHours(25));
        var page = await ToBirthDateAsync(family, browser, provisional);
        page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth);
        Assert.Contains("établissement", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(id)).State);
        Assert.Contains(await family.MainAsync<AuditEvent>(), audit => audit.Code == AnswerJudge.ExhaustedCode && audit.AccountId == id);

        await using (var main = family.App.Main())
        {
            await main.Set<Pupil>().Where(pupil => pupil.Id == family.Ines.Pupil.Id).ExecuteUpdateAsync(set => set.SetProperty(pupil => pupil.BirthDate, Family.InesBirth.AddDays(1)));
        }

        page = await ToBirthDateAsync(family, browser, provisional);
        Assert.Equal("/portail", (await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth.AddDays(1))).Address.AbsolutePath);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-BD1")]
    public async Task A_hundred_parallel_dates_are_tried_three_times_at_most(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = family.Browser();
        var page = await ToBirthDateAsync(family, browser, await family.InformAsync(family.Ines.Account!.Id));
        var answers = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth.AddDays(i))));
        Assert.All(answers, answer => Assert.True(answer.Address.AbsolutePath == "/activation/expiree" || answer.Text.Contains("ne correspond pas", StringComparison.Ordinal)));
        var key = AttemptKeys.BirthDates(family.Ines.Account!.Id);
        Assert.Equal(3, Assert.Single(await family.OperationalAsync<AttemptCounter>(), counter => counter.Key == key).Failures);
    }

    [Fact]
    [Trait("Rule", "S-RC3")]
    public async Task No_step_can_be_skipped_and_none_is_open_without_a_proof()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        foreach (var path in (string[])["", "/mot-de-passe", "/adresse", "/naissance", "/enfants", "/signalement", "/confirmation", "/fin"])
        {
            Assert.Equal("/activation/expiree", (await browser.GetAsync("/activation" + path)).Address.AbsolutePath);
        }

        await Family.SignInAsync(browser, "eleve", "i.morel", await family.InformAsync(family.Ines.Account!.Id));
        foreach (var path in (string[])["/adresse", "/naissance", "/enfants", "/signalement", "/confirmation", "/fin"])
        {
            Assert.Equal("/activation/mot-de-passe", (await browser.GetAsync("/activation" + path)).Address.AbsolutePath);
        }
    }

    [Fact]
    public async Task Back_double_submit_and_an_expired_step_lose_nothing()
    {
        await using var family = await Family.StartAsync();
        var provisional = await family.InformAsync(family.Ines.Account!.Id);
        using var browser = family.Browser();
        var page = await ToBirthDateAsync(family, browser, provisional, "ines@exemple.fr");
        var back = await browser.GetAsync("/activation/adresse");
        Assert.Equal("ines@exemple.fr", back.Document.QuerySelector("input[name='Input.Mail']")?.GetAttribute("value"));
        await Task.WhenAll(ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth), ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth));
        Assert.Single(await family.MainAsync<AuditEvent>(), one => one.Code == "account.activated");
        Assert.Single(await family.MainAsync<OutboxMessage>());
        Assert.Equal("/activation/fin", (await browser.GetAsync("/activation/naissance")).Address.AbsolutePath);

        using var slow = family.Browser();
        await family.ChangeAsync(family.Paul.Account.Id, _ => { });
        var address = await Family.SignInAsync(slow, "responsable", "p.vasseur", await family.InformAsync(family.Paul.Account.Id));
        family.Clock.Advance(TimeSpan.FromMinutes(61));
        var late = await ActivationJourney.AddressAsync(slow, address, "paul@exemple.fr");
        Assert.Equal(HttpStatusCode.Gone, late.Status);
        Assert.Contains("connectez-vous à nouveau", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-PP8")]
    public async Task A_new_provisional_password_ends_what_was_begun_with_the_former()
    {
        await using var family = await Family.StartAsync();
        var id = family.Ines.Account!.Id;
        using var browser = family.Browser();
        var page = await ToBirthDateAsync(family, browser, await family.InformAsync(id));
        await family.InformAsync(id, withReset: true);
        Assert.Equal(HttpStatusCode.Gone, (await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth)).Status);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(id)).State);
    }

    [Fact]
    [Trait("Rule", "S-PW6")]
    public async Task After_a_reset_a_password_is_chosen_and_the_other_sessions_end()
    {
        await using var family = await Family.StartAsync();
        var id = family.Ines.Account!.Id;
        await family.ActivateAsync(id);
        using var old = family.Browser();
        await Family.SignInAsync(old, "eleve", "i.morel", Family.GoodPassword);
        var provisional = await family.InformAsync(id, withReset: true);
        using var browser = family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Family.SignInAsync(browser, "eleve", "i.morel", Family.GoodPassword)).Status);
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", provisional);
        Assert.Equal("/activation/mot-de-passe", page.Address.AbsolutePath);
        Assert.Equal("/portail", (await ActivationJourney.PasswordAsync(browser, page)).Address.AbsolutePath);
        Assert.StartsWith("/connexion", (await old.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Null((await family.ReadAsync(id)).ProvisionalCipher);
    }

    private static async Task<EduConnect.Testing.Web.Page> ToBirthDateAsync(Family family, EduConnect.Testing.Web.PageClient browser, string provisional, string mail = "")
    {
        Assert.NotNull(family);
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", provisional);
        page = await ActivationJourney.PasswordAsync(browser, page);
        return await ActivationJourney.AddressAsync(browser, page, mail);
    }

    // Three in one activation, two in the next.
    private static async Task FiveWrongAsync(Family family, PageClient browser, string provisional)
    {
        var page = await ToBirthDateAsync(family, browser, provisional);
        for (var i = 1; i <= 5; i++)
        {
            page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth.AddDays(-i));
            page = i == 3 ? await ToBirthDateAsync(family, browser, provisional) : page;
        }
    }
}
