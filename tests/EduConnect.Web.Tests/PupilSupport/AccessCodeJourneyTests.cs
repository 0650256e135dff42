using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.PupilSupport;

/// <summary>"Aider un élève": a code from the teacher's screen to the pupil's portal, and everything that must not work (domain §11).</summary>
[Trait("Rule", "domain 11")]
public sealed class AccessCodeJourneyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_code_lets_the_pupil_in_once_and_the_password_stays(Engine engine)
    {
        await using var desk = await ActiveAsync(engine);
        var before = await desk.Family.ReadAsync(desk.Ines.Id);
        var code = await desk.GiveAsync();
        Assert.Matches("^[0-9]{8}$", code);
        using var pupil = desk.Family.Browser();
        var portal = await SupportDesk.UseAsync(pupil, " I.MOREL", $"{code[..4]} {code[4..]}");
        Assert.Equal("/portail", portal.Address.AbsolutePath);
        Assert.Contains("Vous êtes connecté avec un code d’accès. Votre mot de passe n’a pas changé.", portal.Text, StringComparison.Ordinal);
        var after = await desk.Family.ReadAsync(desk.Ines.Id);
        Assert.Equal((before.Version, before.PasswordHash), (after.Version, after.PasswordHash));
        using var thief = desk.Family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(thief, "i.morel", code)).Status);
        Assert.Contains("a été utilisé à", (await desk.Teacher.GetAsync(desk.Help)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_is_marked_and_lasts_a_school_hour_at_most()
    {
        await using var desk = await ActiveAsync();
        var code = await desk.GiveAsync();
        using var pupil = desk.Family.Browser();
        await SupportDesk.UseAsync(pupil, "i.morel", code);
        var session = Assert.Single(await desk.Family.OperationalAsync<Session>(), one => one.HolderId == desk.Ines.Id);
        Assert.Equal(("otp", true, desk.Family.Clock.UtcNow.AddMinutes(55)), (session.Methods, session.IsShared, session.ExpiresAt));
        Assert.DoesNotContain(pupil.Cookies.GetAllCookies(), cookie => cookie.Name == "dev");
        Assert.Contains("un code d’accès donné par l’établissement", (await pupil.GetAsync("/mon-compte/sessions")).Text, StringComparison.Ordinal);
        for (var minutes = 0; minutes < 50; minutes += 10)
        {
            desk.Family.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.Equal("/portail", (await pupil.GetAsync("/portail")).Address.AbsolutePath);
        }

        desk.Family.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("/connexion", (await pupil.GetAsync("/portail")).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_pupil_is_told_by_mail_and_at_the_next_sign_in_and_the_school_has_it_in_the_audit()
    {
        await using var desk = await ActiveAsync();
        await desk.Family.ChangeAsync(desk.Ines.Id, account => (account.Mail, account.MailConfirmedAt) = ("ines@example.org", desk.Family.Clock.UtcNow));
        using var pupil = desk.Family.Browser();
        await SupportDesk.UseAsync(pupil, "i.morel", await desk.GiveAsync());
        var mail = Assert.Single(await desk.Family.OperationalAsync<OutboxMessage>(), one => one.Template == "access-code-used");
        Assert.Equal("ines@example.org", mail.Recipient);
        Assert.Contains("M. Lefort, CLG Jeanne-Valmont", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Connexion avec un code d’accès donné par l’établissement", (await pupil.GetAsync("/mon-compte/activite")).Text, StringComparison.Ordinal);

        foreach (var isDrained in new[] { false, true })
        {
            if (isDrained)
            {
                await desk.Family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));
                await using var operational = desk.Family.App.Operational();
                await operational.Set<JournalEntry>().Where(entry => entry.Code == SignInJournal.SucceededCode || entry.Code == SignInJournal.AccessCodeCode).ExecuteDeleteAsync(Cancellation);
            }

            desk.Family.Clock.Advance(TimeSpan.FromHours(1));
            using var next = desk.Family.Browser();
            var portal = await Family.SignInAsync(next, "eleve", "i.morel", Family.GoodPassword);
            Assert.Equal(!isDrained, portal.Text.Contains("Un code d’accès a servi pour votre compte", StringComparison.Ordinal));
        }

        await using var db = desk.Family.App.Main();
        var audits = await db.Set<AuditEvent>().Where(audit => audit.AccountId == desk.Ines.Id && audit.SchoolId != null).ToListAsync(Cancellation);
        Assert.Equal(ActorKind.Agent, Assert.Single(audits, audit => audit.Code == GiveAccessCode.Code).ActorKind);
        var used = Assert.Single(audits, audit => audit.Code == SignInJournal.AccessCodeCode);
        Assert.Equal((ActorKind.AccountHolder, desk.Ines.Id.ToString()), (used.ActorKind, used.ActorId));
        Assert.StartsWith("code given by agent ", used.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_is_found_in_main_when_the_journal_is_empty()
    {
        await using var desk = await ActiveAsync();
        using var pupil = desk.Family.Browser();
        await SupportDesk.UseAsync(pupil, "i.morel", await desk.GiveAsync());
        await desk.Family.App.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));
        await using (var operational = desk.Family.App.Operational())
        {
            await operational.Set<JournalEntry>().ExecuteDeleteAsync(Cancellation);
        }

        desk.Family.Clock.Advance(TimeSpan.FromHours(1));
        using var next = desk.Family.Browser();
        Assert.Contains("Un code d’accès a servi pour votre compte", (await Family.SignInAsync(next, "eleve", "i.morel", Family.GoodPassword)).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-OT3")]
    public async Task A_new_code_replaces_the_former_and_neither_is_stored()
    {
        await using var desk = await ActiveAsync();
        var first = await desk.GiveAsync();
        var second = await desk.GiveAsync();
        var row = Assert.Single(await desk.Family.OperationalAsync<AccessCode>());
        Assert.DoesNotContain(second, System.Text.Encoding.Latin1.GetString(row.Mac), StringComparison.Ordinal);
        using var pupil = desk.Family.Browser();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(pupil, "i.morel", first)).Status);
        Assert.Equal("/portail", (await SupportDesk.UseAsync(pupil, "i.morel", second)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Twenty_minutes_end_it_and_so_does_whatever_ends_the_sessions()
    {
        await using var desk = await ActiveAsync();
        using var pupil = desk.Family.Browser();
        var late = await desk.GiveAsync();
        desk.Family.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("est valable jusqu’à", (await desk.Teacher.GetAsync(desk.Help)).Text, StringComparison.Ordinal);
        desk.Family.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(pupil, "i.morel", late)).Status);
        Assert.Contains("n’a pas été utilisé", (await desk.Teacher.GetAsync(desk.Help)).Text, StringComparison.Ordinal);
        var reset = await desk.GiveAsync();
        await desk.PressAsync(await desk.Teacher.GetAsync(desk.List), "reinitialiser", desk.Ines.Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(pupil, "i.morel", reset)).Status);
    }

    [Theory]
    [InlineData("not informed", "n’est pas activé")]
    [InlineData("informed", "n’est pas activé")]
    [InlineData("compromised", "est compromis")]
    public async Task Who_is_not_activated_or_is_compromised_never_gets_one(string state, string words)
    {
        await using var desk = await SupportDesk.StartAsync();
        await BringAsync(desk, state);
        var page = await desk.Teacher.GetAsync(desk.Help);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main form"));
        var forced = await desk.Teacher.PostAsync(desk.Help, [new("__RequestVerificationToken", Token(await desk.Teacher.GetAsync("/agents/deconnexion")))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.Status);
        Assert.Null(SupportDesk.Secret(forced));
        Assert.Empty(await desk.Family.OperationalAsync<AccessCode>());
    }

    [Theory]
    [InlineData("compromised")]
    [InlineData("closed")]
    [InlineData("informed")]
    public async Task A_code_given_before_does_not_open_an_account_that_has_changed(string state)
    {
        await using var desk = await ActiveAsync();
        var code = await desk.GiveAsync();
        await BringAsync(desk, state);
        using var pupil = desk.Family.Browser();
        var answer = await SupportDesk.UseAsync(pupil, "i.morel", code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("L’identifiant ou le code est incorrect, ou le code n’est plus valable.", answer.Text, StringComparison.Ordinal);
        Assert.True(string.IsNullOrEmpty(answer.Document.QuerySelector("[name=Code]")!.GetAttribute("value")));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-OT2")]
    public async Task Of_many_browsers_with_the_right_code_one_gets_in_and_of_many_guesses_five_are_judged(Engine engine)
    {
        await using var desk = await ActiveAsync(engine);
        var code = await desk.GiveAsync();
        var answers = await ManyAsync(desk, _ => code);
        Assert.Single(answers, status => status is HttpStatusCode.OK);
        desk.Family.Clock.Advance(TimeSpan.FromMinutes(2));
        await desk.GiveAsync();
        await ManyAsync(desk, i => $"{i:00000000}");
        Assert.InRange((await desk.Family.OperationalAsync<AccessCode>()).Single().Tries, 1, 5);
    }

    [Fact]
    public async Task Wrong_codes_wait_like_passwords_and_neither_slows_the_other()
    {
        await using var desk = await ActiveAsync();
        using var classmate = desk.Family.Browser();
        for (var i = 0; i < 5; i++)
        {
            await Family.SignInAsync(classmate, "eleve", "i.morel", "faux " + i);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Family.SignInAsync(classmate, "eleve", "i.morel", Family.GoodPassword)).Status);
        var code = await desk.GiveAsync();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(classmate, "i.morel", $"0000000{i}")).Status);
        }

        Assert.Equal("/portail", (await SupportDesk.UseAsync(classmate, "i.morel", code)).Address.AbsolutePath);
        for (var i = 0; i < 5; i++)
        {
            await SupportDesk.UseAsync(classmate, "x.inconnu1", $"0000000{i}");
        }

        var wait = await SupportDesk.UseAsync(classmate, "x.inconnu1", "00000000");
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (wait.Status, wait.Response.Headers.GetValues("Retry-After").Single()));
    }

    [Fact]
    [Trait("Rule", "S-EN1")]
    [Trait("Rule", "S-EN2")]
    public async Task Every_refused_code_has_the_same_words_and_the_same_statements()
    {
        var statements = new StatementCounter();
        await using var desk = await ActiveAsync(configure: statements.Register);
        await desk.GiveAsync();
        (string Name, string Username, string Code, Func<Task> Prepare)[] cases =
        [
            ("unknown", "x.inconnu1", "12345678", () => Task.CompletedTask),
            ("wrong", "i.morel", "00000000", () => Task.CompletedTask),
            ("no digits", "i.morel", "bonjour", () => Task.CompletedTask),
            ("a guardian", "c.morel27", "12345678", () => Task.CompletedTask),
            ("expired", "i.morel", "12345678", () => Task.CompletedTask),
            ("compromised", "i.morel", "12345678", () => desk.Family.ChangeAsync(desk.Ines.Id, account => account.Compromise())),
        ];
        List<(string Name, string Text, string Work)> seen = [];
        foreach (var (name, username, code, prepare) in cases)
        {
            await prepare();
            desk.Family.Clock.Advance(TimeSpan.FromHours(1));
            using var browser = desk.Family.Browser();
            var page = await browser.GetAsync("/connexion/eleve/code");
            statements.Reset();
            var answer = await browser.SubmitAsync(page, new Dictionary<string, string> { ["Username"] = username, ["Code"] = code });
            seen.Add((name, $"{answer.Status} {answer.Text}", $"{statements.Count}: {string.Join('|', statements.Texts)}"));
        }

        Assert.All(seen, one => Assert.Equal((one.Name, seen[0].Text, seen[0].Work), one));
    }

    [Fact]
    public async Task A_teacher_gives_forty_an_hour()
    {
        await using var desk = await ActiveAsync();
        var page = await desk.Teacher.GetAsync(desk.Help);
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await desk.Teacher.SubmitAsync(page, new Dictionary<string, string>())).Status);
        }

        var refused = await desk.Teacher.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Null(SupportDesk.Secret(refused));
        Assert.Contains((await desk.Family.OperationalAsync<AttemptCounter>()), counter => counter.WindowFailures == 40);
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task During_maintenance_a_code_is_given_and_used()
    {
        await using var desk = await ActiveAsync();
        desk.Family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(desk.Family.Clock.UtcNow.AddMinutes(-1), desk.Family.Clock.UtcNow.AddHours(2));
        using var pupil = desk.Family.Browser();
        Assert.Equal("/portail", (await SupportDesk.UseAsync(pupil, "i.morel", await desk.GiveAsync())).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-RC6")]
    public async Task Without_password_such_a_session_changes_no_contact()
    {
        await using var desk = await ActiveAsync();
        await desk.Family.ChangeAsync(desk.Ines.Id, account => account.PasswordHash = null);
        using var pupil = desk.Family.Browser();
        await SupportDesk.UseAsync(pupil, "i.morel", await desk.GiveAsync());
        await pupil.PostAsync("/mon-compte/mail", [
            new("__RequestVerificationToken", Token(await pupil.GetAsync("/mon-compte/mail"))), new("Input.Mail", "thief@example.org"), new("Input.Again", "thief@example.org")]);
        Assert.Null((await desk.Family.ReadAsync(desk.Ines.Id)).Mail);
        await using var db = desk.Family.App.Main();
        Assert.Empty(await db.Set<Core.Accounts.Contacts.MailChange>().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Empty_fields_get_a_sentence_each_and_the_way_back_keeps_the_service()
    {
        await using var desk = await ActiveAsync();
        using var pupil = desk.Family.Browser();
        var signIn = await pupil.GetAsync("/connexion/eleve?returnUrl=%2Fmon-compte");
        var page = await pupil.GetAsync(signIn.Document.QuerySelectorAll("main a").Single(link => link.TextContent.Contains("J’ai un code d’accès", StringComparison.Ordinal)).GetAttribute("href")!);
        var empty = await pupil.SubmitAsync(page, new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Contains("Saisissez votre identifiant.", empty.Text, StringComparison.Ordinal);
        Assert.Contains("Saisissez le code à 8 chiffres.", empty.Text, StringComparison.Ordinal);
        var done = await pupil.SubmitAsync(empty, new Dictionary<string, string> { ["Username"] = "i.morel", ["Code"] = await desk.GiveAsync() });
        Assert.Equal("/mon-compte", done.Address.AbsolutePath);
    }

    private static async Task<SupportDesk> ActiveAsync(Engine engine = Engine.Sqlite, Action<IServiceCollection>? configure = null)
    {
        var desk = await SupportDesk.StartAsync(engine, configure);
        await desk.Family.ActivateAsync(desk.Ines.Id);
        return desk;
    }

    private static async Task BringAsync(SupportDesk desk, string state)
    {
        switch (state)
        {
            case "informed":
                await desk.Family.ChangeAsync(desk.Ines.Id, account => account.State = AccountState.Informed);
                break;
            case "compromised":
                await desk.Family.ChangeAsync(desk.Ines.Id, account => account.State = AccountState.Activated);
                await desk.Family.ChangeAsync(desk.Ines.Id, account => account.Compromise());
                break;
            case "closed":
                await desk.Family.ChangeAsync(desk.Ines.Id, account => account.ClosedAt = desk.Family.Clock.UtcNow);
                break;
        }
    }

    private static Task<HttpStatusCode[]> ManyAsync(SupportDesk desk, Func<int, string> code) => Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
    {
        using var browser = desk.Family.Browser();
        return (await SupportDesk.UseAsync(browser, "i.morel", code(i))).Status;
    }));

    private static string Token(Page page) => page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
