using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Registration;

/// <summary>Everything that must not work in a registration.</summary>
public sealed class RegistrationRefusalTests
{
    [Theory]
    [InlineData("", "Claire", "0639980001", "Saisissez votre nom de famille.")]
    [InlineData("Morel", " ", "0639980001", "Saisissez votre prénom.")]
    [InlineData("Morel", "Claire", "", "Saisissez un numéro de portable")]
    [InlineData("Morel", "Claire", "01 02 03 04 05", "Saisissez un numéro de portable")]
    [InlineData("Morel", "Claire", "+882 13 300 000", "Saisissez un numéro de portable")]
    [InlineData("Morel", "Claire", "+1 900 555 12 34", "Saisissez un numéro de portable")]
    [InlineData("Morel", "Claire", "0899 70 12 34", "Saisissez un numéro de portable")]
    [InlineData("Morel", "Claire", "06 appeler le soir", "Saisissez un numéro de portable")]
    [Trait("Rule", "S-OT5")]
    public async Task What_is_not_filled_in_is_said_and_what_was_typed_stays(string last, string first, string phone, string sentence)
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.IdentityAsync(browser, last, first, phone);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.StartsWith("Erreur", page.Title, StringComparison.Ordinal);
        Assert.Equal(last, page.Document.QuerySelector("[name='Input.FamilyName']")!.GetAttribute("value") ?? string.Empty);
        Assert.Equal(phone, page.Document.QuerySelector("[name='Input.Phone']")!.GetAttribute("value") ?? string.Empty);
        Assert.Empty(await family.OperationalAsync<OutboxMessage>());
    }

    [Fact]
    [Trait("Rule", "S-OT2")]
    public async Task A_wrong_code_says_how_many_tries_are_left_and_five_need_a_new_one()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.IdentityAsync(browser);
        var right = await RegistrationJourney.SentAsync(family);
        var wrong = (right[0] == '9' ? '0' : (char)(right[0] + 1)) + right[1..];
        var empty = await RegistrationJourney.CodeAsync(browser, page, " ");
        Assert.Contains("Saisissez les 8 chiffres", empty.Text, StringComparison.Ordinal);
        string[] sentences = ["Il vous reste 4 essais.", "Il vous reste 3 essais.", "Il vous reste 2 essais.", "Il vous reste 1 essai.", "Ce code n’est plus valable.", "Ce code n’est plus valable."];
        foreach (var sentence in sentences)
        {
            page = await RegistrationJourney.CodeAsync(browser, page, wrong);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Ce code n’est plus valable.", (await RegistrationJourney.CodeAsync(browser, page, right)).Text, StringComparison.Ordinal);
        var soon = await browser.SubmitAsync(page, new Dictionary<string, string>(), "#again", "again");
        Assert.Contains("Le précédent ne sert plus", (await AgainAsync(family, browser, soon)).Text, StringComparison.Ordinal);
        page = await browser.GetAsync("/inscription/code");
        page = await RegistrationJourney.CodeAsync(browser, page, await RegistrationJourney.SentAsync(family));
        Assert.Equal("/inscription/enfants", page.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_code_dies_with_time_and_with_the_next_one()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.IdentityAsync(browser);
        var first = await RegistrationJourney.SentAsync(family);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SubmitAsync(page, new Dictionary<string, string>(), "#again", "again")).Status);
        family.Clock.Advance(TimeSpan.FromSeconds(61));
        page = await browser.SubmitAsync(page, new Dictionary<string, string>(), "#again", "again");
        Assert.Contains("Ce code n’est pas le bon", (await RegistrationJourney.CodeAsync(browser, page, first)).Text, StringComparison.Ordinal);
        var second = await RegistrationJourney.SentAsync(family);
        family.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains("Ce code n’est plus valable", (await RegistrationJourney.CodeAsync(browser, page, second)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-OT2")]
    public async Task A_code_is_good_in_its_own_browser_for_its_own_names_only()
    {
        await using var family = await Family.StartAsync();
        using var victim = family.Browser();
        await RegistrationJourney.IdentityAsync(victim);
        var code = await RegistrationJourney.SentAsync(family);

        family.Clock.Advance(TimeSpan.FromSeconds(61));
        using var other = family.Browser();
        var page = await RegistrationJourney.IdentityAsync(other, "Vasseur", "Paul");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RegistrationJourney.CodeAsync(other, page, code)).Status);

        // The same browser changes its names in a second tab: the code of the first tab proves nothing for them.
        family.Clock.Advance(TimeSpan.FromSeconds(61));
        var changed = await RegistrationJourney.IdentityAsync(victim, "Vasseur", "Paul");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RegistrationJourney.CodeAsync(victim, changed, code)).Status);
    }

    [Theory]
    [InlineData("/inscription/enfants")]
    [InlineData("/inscription/signalement")]
    [InlineData("/inscription/mot-de-passe")]
    [InlineData("/inscription/fin")]
    [Trait("Rule", "S-RC3")]
    public async Task No_step_is_skipped_by_its_address(string address)
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(address)).Status);
        var page = await RegistrationJourney.IdentityAsync(browser);
        Assert.Equal("/inscription/code", (await browser.GetAsync(address)).Address.AbsolutePath);
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var forced = await browser.PostAsync(address, [new("__RequestVerificationToken", token), new("Input.Password", RegistrationJourney.Password), new("Input.Again", RegistrationJourney.Password)]);
        Assert.Equal("/inscription/code", forced.Address.AbsolutePath);
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Claire.Account.Id)).State);
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task Wrong_dates_do_not_say_which_and_the_third_ends_the_registration()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        for (var i = 0; i < 2; i++)
        {
            page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth.AddDays(1), Family.MaloBirth]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains("Au moins une date de naissance ne correspond pas", page.Text, StringComparison.Ordinal);
        }

        foreach (var ines in (DateOnly[])[Family.InesBirth.AddDays(1), Family.InesBirth])
        {
            Assert.Equal("/inscription/expiree", (await RegistrationJourney.ChildrenAsync(browser, page, [ines, Family.MaloBirth])).Address.AbsolutePath);
        }

        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Claire.Account.Id)).State);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-BD1")]
    public async Task A_hundred_guesses_of_birth_dates_at_once_are_three(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth.AddDays(i + 1), Family.MaloBirth]))));
        var key = AttemptKeys.BirthDates(family.Claire.Account.Id);
        Assert.Equal(3, Assert.Single(await family.OperationalAsync<AttemptCounter>(), counter => counter.Key == key).Failures);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.UnprocessableEntity), answer => Assert.Equal("/inscription/expiree", answer.Address.AbsolutePath));
    }

    [Fact]
    [Trait("Row", "#73")]
    public async Task The_only_child_cannot_be_denied()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser, "Vasseur", "Paul");
        page = await RegistrationJourney.ChildrenAsync(browser, page, [null]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("le seul rattaché à votre compte", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_of_somebody_else_cannot_be_slipped_in()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser, "Vasseur", "Paul");
        var forged = await browser.SubmitAsync(page, new Dictionary<string, string>
        {
            ["Input[0].PupilId"] = family.Malo.Pupil.Id.ToString(),
            ["Input[0].Tie"] = "true",
            ["Input[0].BirthDate.Day"] = "2",
            ["Input[0].BirthDate.Month"] = "11",
            ["Input[0].BirthDate.Year"] = "2018",
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.Status);
        Assert.All(await family.MainAsync<GuardianLink>(), tie => Assert.Equal(LinkStatement.Unconfirmed, tie.Statement));
    }

    [Theory]
    [InlineData("court", "court", "au moins 12 caractères")]
    [InlineData("Claire Morel Claire", "Claire Morel Claire", "au moins 12 caractères")]
    [InlineData("", "", "Saisissez un nouveau mot de passe.")]
    [InlineData("trois hiboux en laine", "trois hiboux en coton", "Les deux mots de passe sont différents.")]
    public async Task A_poor_password_is_refused_and_never_written_back(string password, string again, string sentence)
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        page = await RegistrationJourney.PasswordAsync(browser, page, password, again);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Equal([null, null], page.Document.QuerySelectorAll("input[type=password]").Select(input => input.GetAttribute("value")));
        Assert.Equal(AccountState.NotInformed, (await family.ReadAsync(family.Claire.Account.Id)).State);
    }

    [Fact]
    public async Task The_same_registration_finished_twice_at_once_succeeds_once()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        page = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RegistrationJourney.PasswordAsync(browser, page))));
        Assert.Single(answers, answer => answer.Address.AbsolutePath == "/portail");
        Assert.Single(await family.MainAsync<Core.Platform.Audit.AuditEvent>(), audit => audit.Code == "account.activated");
    }

    [Fact]
    [Trait("Rule", "S-OT4")]
    public async Task The_fourth_code_in_an_hour_is_refused_in_the_same_words_for_everybody()
    {
        await using var family = await Family.StartAsync();
        foreach (var (last, phone) in new[] { ("Morel", "0639980001"), ("Personne", "0639980044") })
        {
            for (var i = 0; i < 3; i++)
            {
                using var browser = family.Browser();
                Assert.Equal("/inscription/code", (await RegistrationJourney.IdentityAsync(browser, last, "Claire", phone)).Address.AbsolutePath);
                family.Clock.Advance(TimeSpan.FromSeconds(61));
            }

            using var fourth = family.Browser();
            var refused = await RegistrationJourney.IdentityAsync(fourth, last, "Claire", phone);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
            Assert.Contains("Plusieurs codes ont déjà été demandés.", refused.Text, StringComparison.Ordinal);
        }

        await family.ActivateAsync(family.Claire.Account.Id);
        using var owner = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(owner, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task A_registration_nobody_finished_is_forgotten_with_its_code()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        await RegistrationJourney.IdentityAsync(browser);
        Task<int> ForgetAsync() => family.App.WithAsync(services => services.GetRequiredService<Core.Activation.Registration.ForgetRegistrations>().RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await ForgetAsync());
        family.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(2, await ForgetAsync());
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync("/inscription/code")).Status);
    }

    [Fact]
    public async Task The_button_pressed_twice_leads_to_the_page_of_the_one_code()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        await RegistrationJourney.IdentityAsync(browser);
        var page = await RegistrationJourney.IdentityAsync(browser);
        Assert.Equal("/inscription/code", page.Address.AbsolutePath);
        page = await RegistrationJourney.CodeAsync(browser, page, await RegistrationJourney.SentAsync(family));
        Assert.Equal("/inscription/enfants", page.Address.AbsolutePath);
        Assert.Equal(1, await RegistrationJourney.SmsAsync(family));
    }

    [Fact]
    public async Task While_nothing_can_be_written_the_journey_is_closed_with_an_explanation_and_sign_in_goes_on()
    {
        await using var family = await Family.StartAsync();
        await family.ActivateAsync(family.Paul.Account.Id);
        using var browser = family.Browser();
        var page = await RegistrationJourney.ToChildrenAsync(family, browser);
        family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(family.Clock.UtcNow.AddMinutes(-1), family.Clock.UtcNow.AddMinutes(30));
        var closed = await browser.GetAsync("/inscription");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, closed.Status);
        Assert.Contains("La création de compte est interrompue", closed.Text, StringComparison.Ordinal);
        var refused = await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("Rien n’a été changé", refused.Text, StringComparison.Ordinal);

        using var other = family.Browser();
        Assert.Equal("/portail", (await Family.SignInAsync(other, "responsable", "p.vasseur", Family.GoodPassword)).Address.AbsolutePath);
        family.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("/inscription/mot-de-passe", (await RegistrationJourney.ChildrenAsync(browser, page, [Family.InesBirth, Family.MaloBirth])).Address.AbsolutePath);
    }

    private static async Task<Page> AgainAsync(Family family, PageClient browser, Page page)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        family.Clock.Advance(TimeSpan.FromSeconds(61));
        return await browser.SubmitAsync(page, new Dictionary<string, string>(), "#again", "again");
    }
}
