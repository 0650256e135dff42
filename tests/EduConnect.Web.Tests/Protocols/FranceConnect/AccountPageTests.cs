using System.Net;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.MyAccount;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>Mon compte › FranceConnect: attach from a signed-in session, detach once there is a password (domain 5.4, rows #43, #44, #91).</summary>
public sealed class AccountPageTests
{
    private const string Address = "/mon-compte/franceconnect";
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    [Trait("Row", "#43")]
    public async Task A_signed_in_guardian_attaches_the_identity_and_then_comes_in_by_it()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = await SignedInAsync(visit);
        await visit.Family.ChangedMailAsync(visit.Claire);
        var back = await AttachAsync(visit, browser);
        Assert.Equal(Address + "?resultat=relie", back.Response.Headers.Location?.ToString());
        Assert.Contains("FranceConnect est relié à votre compte.", (await browser.GetAsync(Address + "?resultat=relie")).Text, StringComparison.Ordinal);
        Assert.Equal(visit.Claire, Assert.Single(await visit.Family.MainAsync<FranceConnectIdentity>()).AccountId);
        Assert.Contains(await visit.Family.MainAsync<AuditEvent>(), audit => audit.Code == FranceConnectIdentities.AttachedCode && audit.ActorId == visit.Claire.ToString());
        Assert.Equal([AccountSteps.FormerMail, "claire@example.org"], await visit.Family.RecipientsAsync("franceconnect-attached"));

        await visit.Family.SettleAsync(visit.Claire);
        using var other = visit.Browser();
        Assert.Equal("/portail", (await visit.GoAsync(other)).Response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("family_name", "MARTIN")]
    [InlineData("given_name", "Paul")]
    public async Task An_identity_with_other_names_is_not_attached(string claim, string value)
    {
        await using var visit = await Visit.StartAsync();
        using var browser = await SignedInAsync(visit);
        visit.Fake.UserInfo[claim] = value;
        Assert.Equal(Address + "?resultat=autre-personne", (await AttachAsync(visit, browser)).Response.Headers.Location?.ToString());
        Assert.Empty(await visit.Family.MainAsync<FranceConnectIdentity>());
    }

    [Fact]
    public async Task An_identity_of_another_account_or_a_second_identity_is_not_attached()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        await visit.Family.ChangeAsync(visit.Claire, account => account.ChoosePassword("x"));
        await visit.Family.ActivateAsync(visit.Family.Paul.Account.Id);
        using var paul = visit.Browser();
        await Family.SignInAsync(paul, "responsable", "p.vasseur", Family.GoodPassword);
        (visit.Fake.UserInfo["family_name"], visit.Fake.UserInfo["given_name"]) = ("VASSEUR", "Paul");
        Assert.Equal(Address + "?resultat=identite-prise", (await AttachAsync(visit, paul)).Response.Headers.Location?.ToString());

        visit.Fake.Subject = new string('b', 64) + "v1";
        Assert.Equal(Address + "?resultat=relie", (await AttachAsync(visit, paul)).Response.Headers.Location?.ToString());
        Assert.Null((await paul.GetAsync(Address)).Document.QuerySelector("#relier"));
        Assert.Equal(2, (await visit.Family.MainAsync<FranceConnectIdentity>()).Count);
    }

    [Fact]
    [Trait("Rule", "S-FC2")]
    public async Task The_answer_belongs_to_the_session_that_asked()
    {
        await using var visit = await Visit.StartAsync();
        using var browser = await SignedInAsync(visit);
        var state = await BeginAsync(visit, browser);
        await browser.SubmitAsync(await browser.GetAsync("/deconnexion"), Nothing);
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        Assert.Equal(HttpStatusCode.Gone, (await Visit.ReturnAsync(browser, state)).Status);
        Assert.Empty(await visit.Family.MainAsync<FranceConnectIdentity>());
    }

    [Fact]
    [Trait("Row", "#91")]
    public async Task Detaching_needs_a_password_first()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        var page = await browser.GetAsync(Address);
        Assert.Contains("relié à FranceConnect depuis le 20/11/2026", page.Text, StringComparison.Ordinal);
        Assert.Contains("choisissez d’abord un mot de passe", page.Text, StringComparison.Ordinal);
        Assert.Equal((await visit.Family.ReadAsync(visit.Claire)).Username, page.Document.QuerySelector("main dd")!.TextContent.Trim());
        Assert.NotNull(page.Document.QuerySelector("main a[href='/mot-de-passe-oublie?profil=responsable']"));
        Assert.Null(page.Document.QuerySelector("#retirer"));
        Assert.NotNull(page.Document.QuerySelector("a[href='https://franceconnect.gouv.fr/faq']"));

        await visit.Family.ChangeAsync(visit.Claire, account => account.ChoosePassword("x"));
        var open = await browser.GetAsync(Address);
        await visit.Family.ChangeAsync(visit.Claire, account => account.PasswordHash = null);
        Assert.Equal(Address + "?resultat=mot-de-passe", (await browser.SubmitAsync(open, Nothing, "#retirer")).Response.Headers.Location?.ToString());
        Assert.Single(await visit.Family.MainAsync<FranceConnectIdentity>());
    }

    [Fact]
    public async Task Whoever_detaches_is_offered_to_sign_out_there_too()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync(password: "x");
        await visit.Family.ChangedMailAsync(visit.Claire);
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        var done = await browser.SubmitAsync(await browser.GetAsync(Address), Nothing, "#retirer");
        Assert.Equal(Address + "?resultat=retire", done.Response.Headers.Location?.ToString());
        Assert.Empty(await visit.Family.MainAsync<FranceConnectIdentity>());
        Assert.Contains(await visit.Family.MainAsync<AuditEvent>(), audit => audit.Code == DetachFranceConnect.DetachedCode);
        Assert.Contains(AccountSteps.FormerMail, await visit.Family.RecipientsAsync("franceconnect-detached"));

        var page = await browser.GetAsync(Address + "?resultat=retire");
        var left = await browser.SubmitAsync(page, Nothing, "#quitter");
        var asked = FakeFranceConnect.Read(left.Response.Headers.Location!);
        Assert.Equal("http://localhost/franceconnect/deconnecte", asked["post_logout_redirect_uri"]);
        Assert.Equal(Address, (await browser.GetAsync("/franceconnect/deconnecte?state=" + asked["state"])).Response.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/portail")).Status);
        Assert.Contains(await visit.Family.OperationalAsync<Session>(), session => session.EndedAt is null);

        using var other = visit.Browser();
        Assert.NotEqual("/portail", (await visit.GoAsync(other)).Response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Pupils_and_strangers_do_not_see_it()
    {
        await using var visit = await Visit.StartAsync();
        await visit.Family.ActivateAsync(visit.Family.Ines.Account!.Id);
        using var pupil = visit.Browser();
        await Family.SignInAsync(pupil, "eleve", "i.morel", Family.GoodPassword);
        Assert.Equal(HttpStatusCode.NotFound, (await pupil.GetAsync(Address)).Status);
        using var stranger = visit.Browser();
        Assert.StartsWith("/connexion?returnUrl=", (await stranger.GetAsync(Address)).Response.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static async Task<PageClient> SignedInAsync(Visit visit)
    {
        await visit.Family.ActivateAsync(visit.Claire);
        await visit.Family.ChangeAsync(visit.Claire, account => (account.Mail, account.MailConfirmedAt) = ("claire@example.org", visit.Family.Clock.UtcNow));
        var browser = visit.Browser();
        await Family.SignInAsync(browser, "responsable", "c.morel27", Family.GoodPassword);
        return browser;
    }

    private static async Task<string> BeginAsync(Visit visit, PageClient browser)
    {
        var sent = await browser.SubmitAsync(await browser.GetAsync(Address), Nothing, "#relier");
        var asked = FakeFranceConnect.Read(sent.Response.Headers.Location!);
        visit.Fake.Nonce = asked["nonce"];
        return asked["state"];
    }

    private static async Task<Page> AttachAsync(Visit visit, PageClient browser) => await Visit.ReturnAsync(browser, await BeginAsync(visit, browser));
}
