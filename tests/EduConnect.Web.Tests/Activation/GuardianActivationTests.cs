using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Activation;

public sealed class GuardianActivationTests
{
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#53")]
    [Trait("Row", "#54")]
    [Trait("Row", "#55")]
    [Trait("Row", "#56")]
    [Trait("Row", "#57")]
    [Trait("Row", "#71")]
    public async Task From_the_provisional_password_to_the_confirmed_address(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Claire.Account.Id;
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", id);
        Assert.Contains("Étape 3 sur 3", page.Text, StringComparison.Ordinal);
        Assert.Contains("Inès M.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Je suis bien Claire M.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("MOREL", page.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(id)).State);

        Assert.Equal(["h2 Jeanne-Valmont", "h3 Inès M.", "h2 Les Tilleuls", "h3 Malo M."], page.Document.QuerySelectorAll("main form h2, main form h3").Select(heading =>
            heading.TagName.ToLowerInvariant() + " " + new[] { "Jeanne-Valmont", "Les Tilleuls", "Inès M.", "Malo M." }.Single(name => heading.TextContent.Contains(name, StringComparison.Ordinal))));

        page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth);
        Assert.Equal("/activation/fin", page.Address.AbsolutePath);
        Assert.Contains("claire@exemple.fr", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.Activating, (await family.ReadAsync(id)).State);
        Assert.All(await TiesAsync(family), tie => Assert.Equal(tie.GuardianRecordId == family.Paul.Records[0].Id ? LinkStatement.Unconfirmed : LinkStatement.Confirmed, tie.Statement));

        var mail = await ActivationJourney.MailAsync(family, "confirm-address");
        Assert.Equal("claire@exemple.fr", mail.Recipient);
        Assert.Contains("http://localhost/activation/mail/", mail.Text, StringComparison.Ordinal);
        using var reader = family.Browser();
        var link = await reader.GetAsync(ActivationJourney.Link(mail));
        Assert.Equal(AccountState.Activating, (await family.ReadAsync(id)).State);
        var done = await reader.SubmitAsync(link, new Dictionary<string, string>());
        Assert.Contains("L’adresse mail est validée", done.Text, StringComparison.Ordinal);
        var account = await family.ReadAsync(id);
        Assert.Equal(AccountState.Activated, account.State);
        Assert.NotNull(account.MailConfirmedAt);
        Assert.Equal(HttpStatusCode.Gone, (await reader.SubmitAsync(link, new Dictionary<string, string>())).Status);
        var portal = await Family.SignInAsync(browser, "responsable", "c.morel27", ActivationJourney.Password);
        Assert.Contains("Inès MOREL", portal.Text, StringComparison.Ordinal);
        Assert.Contains("Malo MOREL", portal.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#54")]
    public async Task Without_a_child_left_the_page_says_whom_to_ask_and_asks_for_nothing()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", family.Claire.Account.Id);
        await using (var main = family.App.Main())
        {
            await Children.LinksOf(main, family.Claire.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.GoneAt, family.Clock.UtcNow), TestContext.Current.CancellationToken);
        }

        foreach (var (empty, status) in (IEnumerable<(Page, HttpStatusCode)>)
            [(await browser.GetAsync("/activation/enfants"), HttpStatusCode.OK), (await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth), HttpStatusCode.UnprocessableEntity)])
        {
            Assert.Equal(status, empty.Status);
            Assert.Contains("Aucun enfant n’est rattaché à votre compte pour le moment.", empty.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
            Assert.Null(empty.Document.QuerySelector("main form"));
        }

        Assert.Equal(AccountState.Informed, (await family.ReadAsync(family.Claire.Account.Id)).State);
    }

    [Fact]
    [Trait("Row", "#78")]
    public async Task A_wrong_date_leads_to_what_to_do_when_the_school_has_a_wrong_one_and_schools_have_their_full_name()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", family.Claire.Account.Id);
        Assert.Contains("CLG Jeanne-Valmont,", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main a[href='/aide/date-de-naissance']"));
        page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth.AddDays(1), Family.MaloBirth);
        Assert.Equal("Je pense que la date connue de l’établissement est fausse", page.Document.QuerySelector("main a[href='/aide/date-de-naissance']")!.TextContent.Trim());
    }

    [Fact]
    [Trait("Row", "#56")]
    public async Task While_activating_the_mail_is_sent_again_or_to_a_corrected_address()
    {
        await using var family = await Family.StartAsync();
        var id = family.Claire.Account.Id;
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", id, "faute@exemple.fr");
        await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth);
        var first = await ActivationJourney.MailAsync(family, "confirm-address");

        page = await Family.SignInAsync(browser, "responsable", "c.morel27", ActivationJourney.Password);
        Assert.Equal("/activation/confirmation", page.Address.AbsolutePath);
        family.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await browser.SubmitAsync(page, new Dictionary<string, string>(), "#again", "again");
        Assert.Contains("Le mail est parti.", page.Text, StringComparison.Ordinal);
        family.Clock.Advance(TimeSpan.FromMinutes(1));
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input.Mail"] = "claire@exemple.fr", ["Input.Again"] = "claire@exemple.fr" }, "#correct", "correct");
        Assert.Contains("claire@exemple.fr", page.Text, StringComparison.Ordinal);
        var last = await ActivationJourney.MailAsync(family, "confirm-address");
        Assert.Equal("claire@exemple.fr", last.Recipient);

        using var reader = family.Browser();
        var former = await reader.GetAsync(ActivationJourney.Link(first));
        Assert.Equal(HttpStatusCode.Gone, (await reader.SubmitAsync(former, new Dictionary<string, string>())).Status);
        var link = await reader.GetAsync(ActivationJourney.Link(last));
        Assert.Equal(HttpStatusCode.OK, (await reader.SubmitAsync(link, new Dictionary<string, string>())).Status);
        Assert.Equal(AccountState.Activated, (await family.ReadAsync(id)).State);
    }

    [Fact]
    [Trait("Rule", "S-BD1")]
    public async Task A_wrong_date_is_one_error_on_all_fields_and_keeps_what_was_typed()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", family.Claire.Account.Id);
        page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth.AddDays(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Au moins une date de naissance ne correspond pas à celle que connaît l’établissement.", page.Text, StringComparison.Ordinal);
        Assert.Contains("nous n’indiquons pas laquelle est fausse", page.Text, StringComparison.Ordinal);
        Assert.Equal("2014", page.Document.QuerySelector("input[name='Input[0].BirthDate.Year']")?.GetAttribute("value"));
        Assert.Contains("Il vous reste 2 essais", page.Text, StringComparison.Ordinal);
        Assert.All(await TiesAsync(family), tie => Assert.Equal(LinkStatement.Unconfirmed, tie.Statement));

        page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth);
        Assert.Equal("/activation/fin", page.Address.AbsolutePath);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Rule", "S-BD1")]
    public async Task The_third_wrong_date_ends_the_activation_at_once_and_the_same_proof_begins_another(bool byLink)
    {
        await using var family = await Family.StartAsync();
        var id = family.Claire.Account.Id;
        var provisional = await family.InformAsync(id);
        var address = byLink ? await LinkAsync(family, id) : null;
        using var browser = family.Browser();
        var page = await BeginAsync();
        foreach (var left in (string[])["Il vous reste 2 essais. Ensuite, il faudra recommencer depuis le début.", "Il vous reste 1 essai. Ensuite, il faudra recommencer depuis le début."])
        {
            page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth.AddDays(1));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Contains(left, page.Text, StringComparison.Ordinal);
        }

        page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth.AddDays(1));
        Assert.Equal((HttpStatusCode.Gone, "/activation/expiree"), (page.Status, page.Address.AbsolutePath));
        foreach (var words in (string[])["les dates de naissance peuvent être saisies trois fois", "rouvrez le lien du mail", "Tout sera à saisir de nouveau"])
        {
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        }

        page = await ActivationJourney.ChildrenAsync(browser, await BeginAsync(), Family.InesBirth, Family.MaloBirth);
        Assert.Equal(byLink ? "/portail" : "/activation/fin", page.Address.AbsolutePath);

        async Task<Page> BeginAsync()
        {
            var begun = address is null
                ? await ActivationJourney.AddressAsync(browser, await Family.SignInAsync(browser, "responsable", "c.morel27", provisional), "claire@exemple.fr")
                : await browser.SubmitAsync(await browser.GetAsync(address), new Dictionary<string, string>());
            return await ActivationJourney.PasswordAsync(browser, begun);
        }
    }

    [Fact]
    [Trait("Row", "#71")]
    [Trait("Row", "#72")]
    [Trait("Row", "#74")]
    [Trait("Row", "#75")]
    [Trait("Row", "#76")]
    [Trait("Row", "#77")]
    public async Task Non_is_confirmed_once_more_reported_to_the_school_and_can_be_withdrawn()
    {
        await using var family = await Family.StartAsync();
        var id = family.Claire.Account.Id;
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", id);
        page = await ActivationJourney.ChildrenAsync(browser, page, null, Family.MaloBirth);
        Assert.Equal("/activation/signalement", page.Address.AbsolutePath);
        Assert.Contains("Inès M.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Vos autres réponses seront enregistrées.", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(id)).State);
        var again = await browser.GetAsync("/activation/enfants");
        Assert.Equal(["Input[0].Tie=false", "Input[1].Tie=true"], again.Document.QuerySelectorAll("input[type=radio][checked]").Select(box => $"{box.GetAttribute("name")}={box.GetAttribute("value")}"));
        Assert.All(again.Document.QuerySelectorAll("input[name*='BirthDate']"), field => Assert.True(string.IsNullOrEmpty(field.GetAttribute("value"))));
        await browser.SubmitAsync(page, new Dictionary<string, string>());
        var ties = await TiesAsync(family);
        Assert.Equal(LinkStatement.ReportedWrong, ties.Single(tie => tie.PupilId == family.Ines.Pupil.Id && tie.GuardianRecordId != family.Paul.Records[0].Id).Statement);
        Assert.Equal(LinkStatement.Confirmed, ties.Single(tie => tie.PupilId == family.Malo.Pupil.Id).Statement);
        var report = await ActivationJourney.MailAsync(family, "tie-reported");
        Assert.Equal("[EduConnect] Signalement d'un rattachement élève-représentant légal erroné", report.Subject);
        Assert.Contains("c.morel27", report.Text, StringComparison.Ordinal);

        await family.ChangeAsync(id, account => account.ConfirmMail(account.Mail!, family.Clock.UtcNow));
        page = await Family.SignInAsync(browser, "responsable", "c.morel27", ActivationJourney.Password);
        Assert.Equal("/actions", page.Address.AbsolutePath);
        Assert.DoesNotContain("Inès", (await browser.GetAsync("/portail")).Text, StringComparison.Ordinal);
        page = await browser.GetAsync("/portail/signalements");
        page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth.AddDays(1), $"Input[{family.Ines.Pupil.Id}]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        page = await ActivationJourney.BirthDateAsync(browser, page, Family.InesBirth, $"Input[{family.Ines.Pupil.Id}]");
        Assert.Contains("Le rattachement est confirmé.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Inès MOREL", (await browser.GetAsync("/portail")).Text, StringComparison.Ordinal);
        var cancelled = await ActivationJourney.MailAsync(family, "tie-report-cancelled");
        Assert.Equal("[EduConnect] Annulation - Signalement d'un rattachement élève-représentant légal erroné", cancelled.Subject);
    }

    [Theory]
    [InlineData("p.vasseur", "Cet élève est le seul rattaché à votre compte")]
    [InlineData("c.morel27", "Aucun élève ne resterait rattaché à votre compte")]
    [Trait("Row", "#73")]
    public async Task A_report_that_would_leave_nobody_is_not_taken(string username, string sentence)
    {
        await using var family = await Family.StartAsync();
        var guardian = username == "p.vasseur" ? family.Paul : family.Claire;
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, username, guardian.Account.Id);
        page = await ActivationJourney.ChildrenAsync(browser, page, guardian == family.Paul ? [null] : [null, null]);
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.All(await TiesAsync(family), tie => Assert.Equal(LinkStatement.Unconfirmed, tie.Statement));
        Assert.DoesNotContain(await family.MainAsync<OutboxMessage>(), mail => mail.Template == "tie-reported");
    }

    [Fact]
    [Trait("Row", "#71")]
    public async Task Two_children_who_are_shown_alike_are_two_lines_of_the_summary()
    {
        await using var family = await Family.StartAsync();
        await using (var main = family.App.Main())
        {
            await main.Set<Core.Schools.Pupil>().ExecuteUpdateAsync(set => set.SetProperty(pupil => pupil.FirstName, "Sofia"), TestContext.Current.CancellationToken);
        }

        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", family.Claire.Account.Id);
        page = await browser.SubmitAsync(page, new Dictionary<string, string>());
        var lines = page.Document.QuerySelectorAll("#erreurs a");
        Assert.Equal(["#Input_0__Tie-true", "#Input_1__Tie-true"], lines.Select(line => line.GetAttribute("href")));
        Assert.All(lines, line => Assert.Equal("Sofia M. : répondez Oui ou Non.", line.TextContent.Replace('\u00a0', ' ')));
        Assert.Contains("2 informations sont à corriger", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#78")]
    public async Task A_date_said_to_be_exact_is_reported_and_lets_the_others_go_on()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", family.Claire.Account.Id);
        page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth.AddYears(1));
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input[1].DateIsExact"] = "true" });
        Assert.Equal("/activation/fin", page.Address.AbsolutePath);
        var malo = (await TiesAsync(family)).Single(tie => tie.PupilId == family.Malo.Pupil.Id);
        Assert.Equal((LinkStatement.BirthDateReported, (DateOnly?)Family.MaloBirth), (malo.Statement, malo.ReportedBirthDate));
        Assert.Contains(await TiesAsync(family), tie => tie.PupilId == family.Ines.Pupil.Id && tie.Statement == LinkStatement.Confirmed);
    }

    [Fact]
    [Trait("Row", "#78")]
    public async Task Nothing_but_a_reported_date_tells_the_school_and_does_not_activate()
    {
        await using var family = await Family.StartAsync();
        using var browser = family.Browser();
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "p.vasseur", family.Paul.Account.Id);
        page = await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth.AddYears(1));
        page = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Input[0].DateIsExact"] = "true" });
        Assert.Contains("Votre signalement est transmis à l’établissement.", page.Text, StringComparison.Ordinal);
        Assert.Equal(AccountState.Informed, (await family.ReadAsync(family.Paul.Account.Id)).State);
        Assert.Contains(await TiesAsync(family), tie => tie.Statement == LinkStatement.BirthDateReported);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-RC1")]
    public async Task The_link_of_a_mail_activates_once_and_proves_the_address(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Claire.Account.Id;
        await family.InformAsync(id);
        string address;
        await using (var main = family.App.Main())
        {
            address = new Uri(family.App.Services.GetRequiredService<AccountLinks>().AddActivation(main, id, "claire@exemple.fr")).AbsolutePath;
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(await family.MainAsync<AccountLink>(), link => link.UsedAt is not null);
        using var browser = family.Browser();
        var page = await browser.GetAsync(address);
        var begun = await browser.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Equal("/activation/mot-de-passe", begun.Address.AbsolutePath);
        Assert.DoesNotContain("provisoire", begun.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var children = await ActivationJourney.PasswordAsync(browser, begun);
        Assert.Contains("Étape 2 sur 2", children.Text, StringComparison.Ordinal);
        var portal = await ActivationJourney.ChildrenAsync(browser, children, Family.InesBirth, Family.MaloBirth);
        Assert.Equal("/portail", portal.Address.AbsolutePath);
        var account = await family.ReadAsync(id);
        Assert.Equal((AccountState.Activated, "claire@exemple.fr"), (account.State, account.Mail));
        Assert.NotNull(account.MailConfirmedAt);
        Assert.Equal(HttpStatusCode.Gone, (await browser.SubmitAsync(page, new Dictionary<string, string>())).Status);
    }

    [Fact]
    public async Task A_link_dies_after_its_time_and_a_wrong_one_says_the_same()
    {
        await using var family = await Family.StartAsync();
        var id = family.Claire.Account.Id;
        await family.InformAsync(id);
        string address;
        await using (var main = family.App.Main())
        {
            address = new Uri(family.App.Services.GetRequiredService<AccountLinks>().AddActivation(main, id, "claire@exemple.fr")).AbsolutePath;
            await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        family.Clock.Advance(TimeSpan.FromDays(30));
        foreach (var path in (string[])[address, "/activation/lien/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/activation/mail/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/activation/lien/" + new string('x', 3000)])
        {
            using var browser = family.Browser();
            var answer = await browser.SubmitAsync(await browser.GetAsync(path), new Dictionary<string, string>());
            Assert.Equal(HttpStatusCode.Gone, answer.Status);
            Assert.Contains("Ce lien n’est plus valable", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("X-Forwarded-Host")]
    [InlineData("Forwarded")]
    [Trait("Rule", "S-RC2")]
    public async Task Mails_hold_the_configured_origin_only(string header)
    {
        await using var family = await Family.StartAsync(settings: "--Service:PublicOrigin=http://educonnect.example");
        using var browser = family.Browser();
        browser.Headers[header] = header == "Forwarded" ? "host=evil.example;proto=https" : "evil.example";
        var page = await ActivationJourney.ToChildrenAsync(family, browser, "c.morel27", family.Claire.Account.Id);
        await ActivationJourney.ChildrenAsync(browser, page, Family.InesBirth, Family.MaloBirth);
        var mail = await ActivationJourney.MailAsync(family, "confirm-address");
        Assert.Contains("http://educonnect.example/activation/mail/", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", mail.Text + mail.Html, StringComparison.Ordinal);
    }

    private static async Task<string> LinkAsync(Family family, Guid account)
    {
        await using var main = family.App.Main();
        var address = new Uri(family.App.Services.GetRequiredService<AccountLinks>().AddActivation(main, account, "claire@exemple.fr")).AbsolutePath;
        await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        return address;
    }

    private static Task<List<GuardianLink>> TiesAsync(Family family) => family.MainAsync<GuardianLink>();
}
