using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Activation;
using EduConnect.Web.Tests.Administration;
using EduConnect.Web.Tests.PupilSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>A password that stops being right while it is checked opens nothing: never two valid passwords (S-PW6, S-SE5, security reference §10).</summary>
[Trait("Rule", "S-PW6")]
public sealed class OvertakenSignInTests
{
    private const string Wrong = "L’identifiant ou le mot de passe est incorrect.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite, "changed")]
    [InlineData(Engine.PostgreSql, "changed")]
    [InlineData(Engine.Sqlite, "reset")]
    [InlineData(Engine.PostgreSql, "reset")]
    [InlineData(Engine.Sqlite, "compromised")]
    [InlineData(Engine.Sqlite, "closed")]
    [InlineData(Engine.PostgreSql, "closed")]
    public async Task What_happens_to_an_account_while_its_password_is_checked_is_seen(Engine engine, string change)
    {
        var before = new BeforeSession();
        await using var family = await Family.StartAsync(engine, before.Register);
        await family.ActivateAsync(family.Claire.Account.Id);
        using var browser = family.Browser();
        before.Then = () => ChangeAsync(family, change);
        var answer = await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Null(before.Then);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(Wrong, answer.Text, StringComparison.Ordinal);
        await IsOutAsync(family, browser);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), cookie => cookie.Name is "session" or "dev");
        Assert.Contains(await family.OperationalAsync<JournalEntry>(), entry => entry.Code == SignInJournal.RefusedCode && entry.AccountId == family.Claire.Account.Id);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Rule", "S-PW2")]
    public async Task A_better_hash_of_the_same_password_keeps_nobody_out(Engine engine)
    {
        var before = new BeforeSession();
        await using var family = await Family.StartAsync(engine, before.Register);
        await family.ActivateAsync(family.Claire.Account.Id);
        var better = await HashAsync(family, Family.GoodPassword);
        using var browser = family.Browser();
        before.Then = () => family.ChangeAsync(family.Claire.Account.Id, row => row.PasswordHash = better);
        Assert.Equal("/portail", (await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword)).Address.AbsolutePath);
        Assert.Null(before.Then);
    }

    [Fact]
    public async Task A_reset_while_somebody_chooses_a_password_opens_no_session()
    {
        var before = new BeforeSession();
        await using var family = await Family.StartAsync(configure: before.Register);
        var id = family.Ines.Account!.Id;
        await family.ActivateAsync(id);
        using var browser = family.Browser();
        var page = await Family.SignInAsync(browser, "eleve", "i.morel", await family.InformAsync(id, withReset: true));
        Assert.Equal("/activation/mot-de-passe", page.Address.AbsolutePath);
        before.Then = () => family.InformAsync(id, withReset: true);
        Assert.StartsWith("/connexion", (await ActivationJourney.PasswordAsync(browser, page)).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Null(before.Then);
        await IsOutAsync(family, browser);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task A_provisional_password_that_was_replaced_begins_no_choice_of_another(Engine engine)
    {
        await using var family = await Family.StartAsync(engine);
        var id = family.Claire.Account.Id;
        await family.ActivateAsync(id);
        var former = await ProveAsync(family, await family.InformAsync(id, withReset: true));
        var present = await ProveAsync(family, await family.InformAsync(id, withReset: true));
        Assert.Null(await BeginAsync(family, former));
        Assert.NotNull(await BeginAsync(family, present));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_access_code_opens_nothing_for_an_account_that_is_compromised_at_that_moment(Engine engine)
    {
        var before = new BeforeSession();
        await using var desk = await SupportDesk.StartAsync(engine, before.Register);
        await desk.Family.ActivateAsync(desk.Ines.Id);
        var code = await desk.GiveAsync();
        using var pupil = desk.Family.Browser();
        before.Then = () => desk.Family.ChangeAsync(desk.Ines.Id, row => row.Compromise());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SupportDesk.UseAsync(pupil, "i.morel", code)).Status);
        Assert.Null(before.Then);
        Assert.NotNull(Assert.Single(await desk.Family.OperationalAsync<Session>(), session => session.HolderId == desk.Ines.Id).EndedAt);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    [Trait("Row", "#34")]
    public async Task An_identity_that_is_detached_at_that_moment_opens_nothing(Engine engine)
    {
        var before = new BeforeSession();
        await using var family = await Family.StartAsync(engine, before.Register);
        var id = family.Claire.Account.Id;
        await family.ActivateAsync(id);
        var environment = family.App.Services.GetRequiredService<FranceConnectOptions>().Issuer;
        await using (var main = family.App.Main())
        {
            main.Add(new FranceConnectIdentity { Id = Guid.NewGuid(), Environment = environment, Subject = "claire", AccountId = id, AttachedAt = family.Clock.UtcNow });
            await main.SaveChangesAsync(Cancellation);
        }

        Task<FranceConnectArrival> ArriveAsync() => family.App.WithAsync(services => services.GetRequiredService<EnterByFranceConnect>()
            .RunAsync(new FranceConnectPerson("claire", "MOREL", null, ["Claire"], null, null), Actor.Service, null, Cancellation));

        Assert.IsType<FranceConnectArrival.Entered>(await ArriveAsync());
        before.Then = async () =>
        {
            await using var main = family.App.Main();
            await main.Set<FranceConnectIdentity>().ExecuteDeleteAsync(Cancellation);
        };
        Assert.IsType<FranceConnectArrival.Refused>(await ArriveAsync());
        Assert.Equal(1, (await family.OperationalAsync<Session>()).Count(session => session.EndedAt is null));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.PostgreSql)]
    public async Task An_agent_who_is_given_other_secrets_at_that_moment_does_not_come_in_with_the_old_ones(Engine engine)
    {
        var before = new BeforeSession();
        await using var desk = await SupportDesk.StartAsync(engine, before.Register);
        var app = desk.Family.App;
        using var browser = AgentBrowser.Html(app);
        before.Then = () => app.Services.GetRequiredService<GiveAgentSecrets>().RunAsync("m.lefort", withSeed: false, new Actor(ActorKind.Operator), Cancellation);
        var answer = await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields("m.lefort", AgentBrowser.Password, string.Empty));
        Assert.Null(before.Then);
        Assert.Contains("L’identifiant, le mot de passe ou le code est incorrect.", answer.Text, StringComparison.Ordinal);
        Assert.Equal("/agents/connexion", (await browser.GetAsync("/arena")).Address.AbsolutePath);
        await using var db = app.Operational();
        Assert.All(await db.Set<Session>().AsNoTracking().ToListAsync(Cancellation), session => Assert.NotNull(session.EndedAt));
    }

    private static async Task ChangeAsync(Family family, string change)
    {
        var id = family.Claire.Account.Id;
        switch (change)
        {
            case "changed":
                var hash = await HashAsync(family, "une autre brouette à pois");
                Assert.Equal(AccountRefusal.None, await family.App.WithAsync(services => services.GetRequiredService<ChangePassword>()
                    .RunAsync(id, Guid.NewGuid(), hash, new Actor(ActorKind.AccountHolder, id.ToString()), Cancellation)));
                break;
            case "reset":
                await using (var main = family.App.Main())
                {
                    var school = await main.Set<School>().AsNoTracking().FirstAsync(Cancellation);
                    var job = new ResetJob(Guid.NewGuid(), school.Id, new Actor(ActorKind.Agent, "a"), new HashSet<Guid> { id });
                    await family.App.Services.GetRequiredService<ResetChunk>().ResetAsync(main, job, [id], null, Cancellation);
                }

                Assert.Null((await family.ReadAsync(id)).PasswordHash);
                break;
            case "compromised":
                await family.ChangeAsync(id, row => row.Compromise());
                break;
            default:
                await family.ChangeAsync(id, row => row.ClosedAt = family.Clock.UtcNow);
                break;
        }
    }

    private static async Task IsOutAsync(Family family, PageClient browser)
    {
        Assert.StartsWith("/connexion", (await browser.GetAsync("/portail")).Address.AbsolutePath, StringComparison.Ordinal);
        Assert.All(await family.OperationalAsync<Session>(), session => Assert.NotNull(session.EndedAt));
    }

    private static Task<string> HashAsync(Family family, string password) =>
        family.App.Services.GetRequiredService<PasswordHasher>().HashAsync(PasswordText.From(password), Cancellation);

    private static async Task<SignInOutcome.MustChoosePassword> ProveAsync(Family family, string provisional) =>
        Assert.IsType<SignInOutcome.MustChoosePassword>(await family.App.WithAsync(services => services.GetRequiredService<SignInWithPassword>()
            .RunAsync(new SignInAttempt(AccountKind.Guardian, "c.morel27", provisional, false, null, null, "r"), Cancellation)));

    private static Task<string?> BeginAsync(Family family, SignInOutcome.MustChoosePassword must) =>
        family.App.WithAsync(services => services.GetRequiredService<Activations>().BeginAsync(must.AccountId, must.Print, false, null, Cancellation));
}
