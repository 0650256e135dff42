using EduConnect.Core.SignIn;
using EduConnect.Web.Tests.Administration;
using EduConnect.Web.Tests.Protocols.FranceConnect;

namespace EduConnect.Web.Tests.Protocols.Agents;

/// <summary>Answers of the ministry's provider that are wrong in one point, late or missing: nobody is let in, a page says what to do, the local account goes on (S-FC1, S-FC3).</summary>
[Trait("Rule", "S-FC1")]
public sealed class AgentAnswerTests(AgentAnswerTests.Shared shared) : IClassFixture<AgentAnswerTests.Shared>
{
    private const string NotVerified = "n’a pas pu être vérifiée";

    public enum How
    {
        Down,
        Slow,
        ServerError,
        Nonsense,
    }

    [Theory]
    [InlineData("iss", "https://agents.example/other")]
    [InlineData("aud", "other")]
    [InlineData("aud", null)]
    [InlineData("sub", null)]
    [InlineData("iat", null)]
    [InlineData("exp", null)]
    [InlineData("exp", 1L)]
    [InlineData("nonce", null)]
    [InlineData("nonce", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")]
    public async Task A_wrong_claim_is_refused(string claim, object? value) => await RefusedAsync(visit => visit.Fake.IdToken[claim] = value);

    [Fact]
    public async Task An_audience_shared_with_somebody_is_refused() => await RefusedAsync(visit => visit.Fake.IdToken["aud"] = new[] { FakeMinistry.ServiceId, "other" });

    [Fact]
    public async Task An_unsigned_token_is_refused() => await RefusedAsync(visit => (visit.Fake.IdTokenSigner, visit.Fake.Published) = (Signer.None(), [Signer.Ec("ec")]));

    [Fact]
    public async Task A_token_signed_with_our_secret_is_refused() => await RefusedAsync(visit => (visit.Fake.IdTokenSigner, visit.Fake.Published) = (Signer.Hmac(FakeMinistry.Secret), [Signer.Ec("ec")]));

    [Fact]
    public async Task A_wrong_signature_is_refused() => await RefusedAsync(visit => (visit.Fake.IdTokenSigner, visit.Fake.Published) = (Signer.Rsa("key"), [Signer.Rsa("key")]));

    [Fact]
    public async Task Rs256_is_accepted()
    {
        var visit = shared.Again();
        visit.Fake.IdTokenSigner = Signer.Rsa("rsa");
        using var browser = await visit.EnterAsync();
        Assert.Equal(200, (int)(await browser.GetAsync("/arena")).Status);
    }

    [Fact]
    public async Task Userinfo_of_another_person_is_refused() => await RefusedAsync(visit => (visit.Fake.IdToken["preferred_username"], visit.Fake.UserInfo["sub"]) = (null, "another"));

    [Fact]
    public async Task A_username_that_the_token_leaves_out_is_read_from_userinfo()
    {
        var visit = shared.Again();
        (visit.Fake.IdToken["preferred_username"], visit.Fake.UserInfo["preferred_username"]) = (null, "S.Carpentier");
        using var browser = await visit.EnterAsync();
        Assert.Equal(1, visit.Fake.Count("/userinfo"));
    }

    [Fact]
    public async Task A_code_that_was_used_already_is_refused() => await RefusedAsync(visit => visit.Fake.Instead["/token"] = () =>
        Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") }));

    [Theory]
    [InlineData("error=access_denied", 422, "Vous n’êtes pas connecté.")]
    [InlineData("error=server_error", 503, "ne répond pas")]
    [InlineData("error=temporarily_unavailable", 503, "ne répond pas")]
    [InlineData("error=invalid_request", 422, NotVerified)]
    [InlineData("", 422, NotVerified)]
    [InlineData("code=a&code=b", 422, NotVerified)]
    [InlineData("code=a&iss=https%3A%2F%2Fevil.example", 422, NotVerified)]
    public async Task Errors_end_on_a_page_that_says_what_to_do_and_keeps_the_way(string answer, int status, string words)
    {
        var visit = shared.Again();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser, "?retour=%2Fexploitation");
        var page = await AgentVisit.ReturnAsync(browser, asked["state"], answer);
        Assert.Equal((status, null), ((int)page.Status, browser.Cookies.GetAllCookies()["educonnect-agent"]));
        Assert.Contains(words, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href='/agents/connexion?retour=%2Fexploitation']"));
        Assert.Equal("/exploitation", page.Form(AgentVisit.Button).QuerySelector("input[name=retour]")!.GetAttribute("value"));
        Assert.Equal(0, visit.Fake.Count("/token"));
    }

    [Theory]
    [Trait("Rule", "S-FC3")]
    [InlineData("/.well-known/openid-configuration", How.Down, 503)]
    [InlineData("/.well-known/openid-configuration", How.Slow, 503)]
    [InlineData("/.well-known/openid-configuration", How.Nonsense, 503)]
    [InlineData("/token", How.Down, 503)]
    [InlineData("/token", How.Slow, 503)]
    [InlineData("/token", How.ServerError, 503)]
    [InlineData("/token", How.Nonsense, 422)]
    [InlineData("/jwks", How.Down, 503)]
    [InlineData("/userinfo", How.Nonsense, 422)]
    public async Task A_provider_that_is_down_is_said_and_the_local_account_goes_on(string path, How how, int status)
    {
        await using var visit = await AgentVisit.StartAsync(settings: "--Agents:Provider:Timeout=00:00:00.3");
        var agent = await visit.AddOperatorAsync();
        visit.Fake.IdToken["preferred_username"] = null;
        visit.Fake.Instead[path] = () => Wrong(how);
        using var browser = visit.Browser();
        var page = await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), new Dictionary<string, string>(), AgentVisit.Button);
        if (page.Response.Headers.Location is { } there)
        {
            var asked = FakeMinistry.Read(there);
            visit.Fake.Nonce = asked["nonce"];
            page = await AgentVisit.ReturnAsync(browser, asked["state"]);
        }

        Assert.Equal(status, (int)page.Status);
        Assert.Contains(status == 503 ? "ne répond pas" : NotVerified, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Empty(await visit.OperationalAsync<Session>());
        var local = await browser.SubmitAsync(await browser.GetAsync("/agents/connexion"), AgentBrowser.Fields("s.carpentier", AgentBrowser.Password, await AgentBrowser.CodeAsync(visit.App, agent)), "#compte");
        Assert.Equal("/arena", local.Response.Headers.Location?.ToString());
    }

    private async Task RefusedAsync(Action<AgentVisit> change)
    {
        var visit = shared.Again();
        var before = (await visit.OperationalAsync<Session>()).Count;
        change(visit);
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser);
        Assert.Equal((422, null), ((int)page.Status, browser.Cookies.GetAllCookies()["educonnect-agent"]));
        Assert.Contains(NotVerified, page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(before, (await visit.OperationalAsync<Session>()).Count);
    }

    private static async Task<HttpResponseMessage> Wrong(How how)
    {
        switch (how)
        {
            case How.Down:
                throw new HttpRequestException("connection refused");
            case How.Slow:
                await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
                return FakeMinistry.Json(new { });
            case How.ServerError:
                return new HttpResponseMessage(System.Net.HttpStatusCode.BadGateway);
            default:
                return FakeMinistry.Text("<html>maintenance</html>", "text/html");
        }
    }

    /// <summary>One application for all; the provider is put right again before each test.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        private AgentVisit _visit = null!;

        public async ValueTask InitializeAsync()
        {
            _visit = await AgentVisit.StartAsync();
            await _visit.AddOperatorAsync();
        }

        public ValueTask DisposeAsync() => _visit.DisposeAsync();

        internal AgentVisit Again()
        {
            _visit.Fake.PutRight();
            return _visit;
        }
    }
}
