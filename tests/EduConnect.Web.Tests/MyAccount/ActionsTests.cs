using System.Net;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.MyAccount;

/// <summary>The intermediate page (rows #75, #77, #78, #80 to #87; domain 4.2, 6.3, 7.3, 7.4; S-BD1).</summary>
public sealed class ActionsTests
{
    private static readonly DateOnly JadeBirth = new(2011, 2, 3);

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#81"), Trait("Row", "#82"), Trait("Row", "#83")]
    public async Task A_proposed_child_comes_over_with_its_record_and_ignoring_goes_on(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        using var first = await family.ClaireAsync();
        var (other, jade) = await family.OtherAccountAsync();
        await family.ProposeAsync(other);
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword, "?returnUrl=%2Fmon-compte%3Ffait%3Drien");
        Assert.Equal("/actions", page.Address.AbsolutePath);
        foreach (var words in (string[])["Nous avons identifié des actions à effectuer sur votre compte", "Ajout d’enfants", "Jade M.", "Ignorer", "Merci de mettre à jour vos informations"])
        {
            Assert.Contains(words, page.Plain(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Jade MOREL", page.Text, StringComparison.Ordinal);
        Assert.Equal("/mon-compte?fait=rien", page.Document.QuerySelectorAll("main form a").Single(link => link.TextContent.Contains("Ignorer", StringComparison.Ordinal)).GetAttribute("href"));
        Assert.Equal("/actions", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);

        var done = await AnswerAsync(browser, page, (0, true, JadeBirth));
        Assert.Equal("/mon-compte?fait=rien", done.Address.PathAndQuery);
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(jade, family.Claire.Account.Id));
        Assert.NotNull((await family.ReadAsync(other.Account.Id)).ClosedAt);
        Assert.NotNull((await family.MainAsync<RecordProposal>()).Single().AnsweredAt);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Refusing_a_proposal_reports_nobody_and_it_does_not_come_back()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, _) = await family.OtherAccountAsync();
        await family.ProposeAsync(other);
        await AnswerAsync(browser, await browser.GetAsync("/actions"), (0, false, null));
        Assert.NotNull((await family.MainAsync<RecordProposal>()).Single().AnsweredAt);
        Assert.Null((await family.ReadAsync(other.Account.Id)).ClosedAt);
        Assert.DoesNotContain(await family.MainAsync<GuardianLink>(), link => link.Statement == LinkStatement.ReportedWrong);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_record_of_an_account_in_use_is_never_taken_by_a_birth_date()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var (other, _) = await family.OtherAccountAsync();
        await family.ProposeAsync(other);
        var page = await browser.GetAsync("/actions");
        await family.ActivateAsync(other.Account.Id);
        await AnswerAsync(browser, page, (0, true, JadeBirth));
        Assert.Null((await family.ReadAsync(other.Account.Id)).ClosedAt);
        Assert.Equal(other.Account.Id, (await family.MainAsync<GuardianRecord>()).Single(record => record.Id == other.Records[0].Id).AccountId);
        Assert.Equal("/portail", (await browser.GetAsync("/actions")).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task Three_wrong_dates_end_it_for_this_session_and_never_say_which()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await UnconfirmAsync(family);
        var page = await browser.GetAsync("/actions");
        for (var i = 1; i <= 3; i++)
        {
            page = await AnswerAsync(browser, page, (0, true, Family.InesBirth), (1, true, Family.MaloBirth.AddDays(i)));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains("Au moins une date de naissance ne correspond pas", page.Plain(), StringComparison.Ordinal);
            Assert.Equal(Family.InesBirth.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Document.QuerySelector("input[name='Input[0].BirthDate.Year']")!.GetAttribute("value"));
        }

        page = await AnswerAsync(browser, page, (0, true, Family.InesBirth), (1, true, Family.MaloBirth));
        Assert.Contains("à votre prochaine connexion", page.Plain(), StringComparison.Ordinal);
        Assert.Equal(LinkStatement.Unconfirmed, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
        using var again = await family.EnterAsync("c.morel27");
        await AnswerAsync(again, await again.GetAsync("/actions"), (0, true, Family.InesBirth), (1, true, Family.MaloBirth));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Malo, family.Claire.Account.Id));
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task Parallel_guesses_are_counted_before_they_are_compared()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await UnconfirmAsync(family);
        var page = await browser.GetAsync("/actions");
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => AnswerAsync(browser, page, (0, true, Family.InesBirth.AddDays(i)))));
        Assert.Equal(3, answers.Count(answer => answer.Plain().Contains("Au moins une date de naissance", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Row", "#75"), Trait("Row", "#77"), Trait("Row", "#80")]
    public async Task A_reported_tie_is_proposed_again_and_taking_it_back_tells_the_school()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await AccountSteps.PressAsync(browser, await browser.GetAsync($"/mon-compte/enfants/{family.Ines.Pupil.Id}/signaler"));
        family.Clock.Advance(TimeSpan.FromHours(1));
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Contains("Vous avez signalé ce rattachement comme erroné", page.Plain(), StringComparison.Ordinal);
        await AnswerAsync(browser, page, (0, true, Family.InesBirth));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
        var mail = await family.LastAsync("tie-report-cancelled");
        Assert.Equal("[EduConnect] Annulation - Signalement d'un rattachement élève-représentant légal erroné", mail.Subject);
        Assert.All(new[] { "Claire MOREL", "c.morel27", "Inès MOREL", "Jeanne-Valmont", "académie de Poitiers", "20/11/2026" }, words => Assert.Contains(words, mail.Text, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Row", "#72"), Trait("Row", "#74"), Trait("Row", "#73")]
    public async Task A_new_tie_is_reported_on_a_second_page_while_the_other_child_is_confirmed()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await UnconfirmAsync(family);
        var none = await AnswerAsync(browser, await browser.GetAsync("/actions"), (0, false, null), (1, false, null));
        Assert.Contains("Aucun élève ne resterait rattaché", none.Plain(), StringComparison.Ordinal);

        var second = await AnswerAsync(browser, none, (0, false, null), (1, true, Family.MaloBirth));
        Assert.Equal("/actions/signalement", second.Address.AbsolutePath);
        Assert.Equal(LinkStatement.Unconfirmed, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
        Assert.Equal("/portail", (await AccountSteps.PressAsync(browser, second)).Address.AbsolutePath);
        Assert.Equal(LinkStatement.ReportedWrong, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Malo, family.Claire.Account.Id));
        Assert.Equal("/actions", (await AccountSteps.PressAsync(browser, second)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#78")]
    public async Task A_date_said_to_be_exact_is_reported_and_waits_for_the_school()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await UnconfirmAsync(family);
        var wrong = await AnswerAsync(browser, await browser.GetAsync("/actions"), (0, true, Family.InesBirth.AddDays(1)), (1, true, Family.MaloBirth));
        var values = new Dictionary<string, string> { ["Input[0].Tie"] = "true", ["Input[1].Tie"] = "true", ["Input[0].DateIsExact"] = "true" };
        AccountSteps.Date(values, 0, Family.InesBirth.AddDays(1));
        AccountSteps.Date(values, 1, Family.MaloBirth);
        await browser.SubmitAsync(wrong, values);
        Assert.Equal(LinkStatement.BirthDateReported, await family.StatementAsync(family.Ines, family.Claire.Account.Id));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Malo, family.Claire.Account.Id));
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#84"), Trait("Rule", "S-RC5")]
    public async Task An_address_of_the_source_is_chosen_or_not_and_never_counts_as_confirmed()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await SourceAsync(family, "claire.source@exemple.fr", null);
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Contains("Vérification de l’adresse mail", page.Plain(), StringComparison.Ordinal);
        await browser.SubmitAsync(page, new Dictionary<string, string> { ["Mail"] = AccountSteps.OldMail });
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);

        await SourceAsync(family, "claire.source2@exemple.fr", null);
        page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        await browser.SubmitAsync(page, new Dictionary<string, string> { ["Mail"] = "claire.source2@exemple.fr" });
        Assert.Equal("claire.source2@exemple.fr", (await family.LastAsync("mail-change-link")).Recipient);
        Assert.Equal(AccountSteps.OldMail, (await family.ReadAsync(family.Claire.Account.Id)).Mail);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);

        await SourceAsync(family, "claire.source3@exemple.fr", null);
        page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        family.Clock.Advance(TimeSpan.FromMinutes(6));
        var stale = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Mail"] = "claire.source3@exemple.fr" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.Status);
        Assert.Equal("/actions", (await browser.SubmitAsync(page, new Dictionary<string, string>())).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Row", "#84"), Trait("Row", "#81"), Trait("Rule", "S-RC6")]
    public async Task Too_long_after_signing_in_children_are_taken_all_the_same_and_the_address_after_signing_in_again()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var id = family.Claire.Account.Id;
        await UnconfirmAsync(family);
        await SourceAsync(family, "claire.source@exemple.fr", null);
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword, "?returnUrl=%2Fmon-compte%3Ffait%3Drien");
        family.Clock.Advance(TimeSpan.FromMinutes(6));
        var values = new Dictionary<string, string> { ["Mail"] = "claire.source@exemple.fr", ["Input[0].Tie"] = "true" };
        AccountSteps.Date(values, 0, Family.InesBirth);
        page = await browser.SubmitAsync(page, values);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/actions"), (page.Status, page.Address.AbsolutePath));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Ines, id));
        Assert.Contains("Vos réponses sur vos enfants sont enregistrées.", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain(await family.MainAsync<Core.Platform.Outbox.OutboxMessage>(), message => message.Template == "mail-change-link");

        var link = Assert.Single(page.Document.QuerySelectorAll("main a[href^='/connexion/']")).GetAttribute("href")!;
        var entered = await browser.SubmitAsync(await browser.GetAsync(link), new Dictionary<string, string> { ["Input.Username"] = "c.morel27", ["Input.Password"] = Family.GoodPassword });
        Assert.Equal("/actions", entered.Address.AbsolutePath);
        var done = await browser.SubmitAsync(entered, new Dictionary<string, string> { ["Mail"] = "claire.source@exemple.fr" });
        Assert.Equal("/mon-compte?fait=rien", done.Address.PathAndQuery);
        Assert.Equal("claire.source@exemple.fr", (await family.LastAsync("mail-change-link")).Recipient);
    }

    [Fact]
    [Trait("Row", "#84"), Trait("Row", "#81")]
    public async Task An_address_that_cannot_be_written_to_now_is_said_so_and_what_was_answered_of_children_holds()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        var id = family.Claire.Account.Id;
        for (var i = 0; i < 5; i++)
        {
            await SourceAsync(family, $"claire.source{i}@exemple.fr", null);
            await browser.SubmitAsync(await browser.GetAsync("/actions"), new Dictionary<string, string> { ["Mail"] = $"claire.source{i}@exemple.fr" });
        }

        await SourceAsync(family, "claire.source5@exemple.fr", null);
        await UnconfirmAsync(family);
        var values = new Dictionary<string, string> { ["Mail"] = "claire.source5@exemple.fr", ["Input[0].Tie"] = "true" };
        AccountSteps.Date(values, 0, Family.InesBirth);
        var page = await browser.SubmitAsync(await browser.GetAsync("/actions"), values);
        Assert.Equal((HttpStatusCode.TooManyRequests, "/actions"), (page.Status, page.Address.AbsolutePath));
        Assert.Contains("Malo M.", page.Plain(), StringComparison.Ordinal);
        Assert.DoesNotContain("Inès M.", page.Plain(), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("input[name='Input[0].Tie'][checked]"));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(family.Ines, id));
        Assert.Equal(5, (await family.MainAsync<Core.Platform.Outbox.OutboxMessage>()).Count(message => message.Template == "mail-change-link"));
        Assert.Contains("Plusieurs mails viennent de partir", page.Plain(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 31, "/actions")]
    [InlineData(true, 29, "/portail")]
    [InlineData(false, 31, "/portail")]
    [Trait("Row", "#81"), Trait("Row", "#86"), Trait("Row", "#87")]
    public async Task Unconfirmed_contacts_are_reminded_of_after_some_days_unless_that_is_switched_off(bool enabled, int days, string arrival)
    {
        await using var family = await Family.StartAsync(settings: $"--Reminders:Enabled={enabled}");
        using var browser = await family.ClaireAsync();
        await family.ChangeAsync(family.Claire.Account.Id, row => (row.Mobile, row.MobileConfirmedAt, row.MailConfirmedAt) = ("+33639980007", null, null));
        family.Clock.Advance(TimeSpan.FromDays(days));
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal(arrival, page.Address.AbsolutePath);
        if (arrival == "/actions")
        {
            Assert.Contains("Votre numéro de portable n’est pas confirmé. Validez votre numéro de portable dans votre espace gestion de compte.", page.Plain(), StringComparison.Ordinal);
            Assert.Contains("Votre adresse mail n’est pas confirmée.", page.Plain(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite, 31, "/actions")]
    [InlineData(Engine.PostgreSql, 31, "/actions")]
    [InlineData(Engine.Sqlite, 29, "/portail")]
    [Trait("Row", "#81"), Trait("Row", "#86"), Trait("Row", "#84"), Trait("Row", "#85")]
    public async Task A_contact_that_only_the_school_knows_is_reminded_of_and_stands_in_the_form(Engine engine, int days, string arrival)
    {
        await using var family = await Family.StartAsync(engine);
        using var browser = await family.ClaireAsync(mail: null);
        await SourceAsync(family, "claire.source@exemple.fr", "+33639980009");
        family.Clock.Advance(TimeSpan.FromDays(days));
        var page = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal(arrival, page.Address.AbsolutePath);
        Assert.Equal(arrival == "/actions", page.Plain().Contains("Votre numéro de portable n’est pas confirmé.", StringComparison.Ordinal));
        Assert.Equal(arrival == "/actions", page.Plain().Contains("Votre adresse mail n’est pas confirmée.", StringComparison.Ordinal));
        Assert.Equal("06 39 98 00 09", (await browser.GetAsync("/mon-compte/portable")).Document.QuerySelector("input[name=Number]")!.GetAttribute("value")!.Replace('\u00a0', ' '));
        Assert.Equal("claire.source@exemple.fr", (await browser.GetAsync("/mon-compte/mail")).Document.QuerySelector("input[name='Input.Mail']")!.GetAttribute("value"));
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task Deciding_costs_one_statement_and_nothing_during_maintenance()
    {
        var statements = new StatementCounter();
        await using var family = await Family.StartAsync(configure: statements.Register);
        using var browser = await family.ClaireAsync();
        await UnconfirmAsync(family);
        var form = await browser.GetAsync("/connexion/responsable");
        var values = new Dictionary<string, string> { ["Input.Username"] = "c.morel27", ["Input.Password"] = Family.GoodPassword };
        browser.FollowRedirects = false;
        var counts = new List<int>();
        foreach (var maintenance in (bool[])[false, true])
        {
            var now = family.Clock.UtcNow;
            family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(maintenance ? now : null, maintenance ? now.AddHours(1) : null);
            statements.Reset();
            var answer = await browser.SubmitAsync(form, values);
            counts.Add(statements.Count);
            Assert.StartsWith(maintenance ? "/portail" : "/actions", answer.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(1, counts[0] - counts[1]);
    }

    [Fact]
    public async Task Nothing_answered_and_half_answers_are_said_so_and_foreign_children_are_left_out()
    {
        await using var family = await Family.StartAsync();
        using var browser = await family.ClaireAsync();
        await UnconfirmAsync(family);
        var (_, jade) = await family.OtherAccountAsync();
        var page = await browser.GetAsync("/actions");
        Assert.Contains("Répondez à une question au moins", (await browser.SubmitAsync(page, AccountSteps.None)).Plain(), StringComparison.Ordinal);
        var half = new Dictionary<string, string>();
        AccountSteps.Date(half, 0, Family.InesBirth);
        Assert.Contains("Inès M. : répondez d’abord Oui ou Non.", (await browser.SubmitAsync(page, half)).Plain(), StringComparison.Ordinal);
        var foreign = new Dictionary<string, string> { ["Input[0].PupilId"] = jade.Pupil.Id.ToString(), ["Input[0].Tie"] = "true" };
        AccountSteps.Date(foreign, 0, JadeBirth);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.SubmitAsync(page, foreign)).Status);
        Assert.DoesNotContain(await family.MainAsync<GuardianLink>(), link => link.PupilId == jade.Pupil.Id && link.Statement == LinkStatement.Confirmed);
    }

    [Fact]
    public async Task Two_tabs_carry_a_proposal_out_once()
    {
        await using var family = await Family.StartAsync(Engine.PostgreSql);
        using var browser = await family.ClaireAsync();
        var (other, jade) = await family.OtherAccountAsync();
        await family.ProposeAsync(other);
        var page = await browser.GetAsync("/actions");
        await Task.WhenAll(AnswerAsync(browser, page, (0, true, JadeBirth)), AnswerAsync(browser, page, (0, true, JadeBirth)));
        Assert.Equal(LinkStatement.Confirmed, await family.StatementAsync(jade, family.Claire.Account.Id));
        Assert.Single(await family.MainAsync<Core.Platform.Audit.AuditEvent>(), one => one.Code == "account.records-joined");
    }

    private static Task<Page> AnswerAsync(PageClient browser, Page page, params (int Index, bool IsMine, DateOnly? Date)[] answers)
    {
        var values = new Dictionary<string, string>();
        foreach (var (index, isMine, date) in answers)
        {
            values[$"Input[{index}].Tie"] = isMine ? "true" : "false";
            if (date is { } day)
            {
                AccountSteps.Date(values, index, day);
            }
        }

        return browser.SubmitAsync(page, values);
    }

    private static async Task UnconfirmAsync(Family family)
    {
        await using var main = family.App.Main();
        await Children.LinksOf(main, family.Claire.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Unconfirmed).SetProperty(link => link.StatedAt, (DateTime?)null));
    }

    private static async Task SourceAsync(Family family, string? mail, string? mobile)
    {
        await using var main = family.App.Main();
        var id = family.Claire.Records[0].Id;
        await main.Set<GuardianRecord>().Where(record => record.Id == id).ExecuteUpdateAsync(set => set.SetProperty(record => record.Mail, mail).SetProperty(record => record.Mobile, mobile));
    }
}
