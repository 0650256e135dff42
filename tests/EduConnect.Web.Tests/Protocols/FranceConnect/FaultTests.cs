using System.Diagnostics;
using System.Net;
using EduConnect.Web.Protocols.Providers;
using EduConnect.Web.Tests.SignIn;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>FranceConnect down, slow or wrong: a page says so, and signing in by password does not notice (S-FC3).</summary>
[Trait("Rule", "S-FC3")]
public sealed class FaultTests
{
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(30);

    public enum How
    {
        Down,
        Slow,
        ServerError,
        Nonsense,
        Huge,
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration", How.Down, 503)]
    [InlineData("/.well-known/openid-configuration", How.Slow, 503)]
    [InlineData("/.well-known/openid-configuration", How.ServerError, 503)]
    [InlineData("/.well-known/openid-configuration", How.Nonsense, 503)]
    [InlineData("/token", How.Down, 503)]
    [InlineData("/token", How.Slow, 503)]
    [InlineData("/token", How.ServerError, 503)]
    [InlineData("/token", How.Nonsense, 422)]
    [InlineData("/token", How.Huge, 503)]
    [InlineData("/jwks", How.Down, 503)]
    [InlineData("/jwks", How.Nonsense, 422)]
    [InlineData("/userinfo", How.Slow, 503)]
    [InlineData("/userinfo", How.Nonsense, 422)]
    public async Task The_page_tells_and_passwords_go_on(string path, How how, int status)
    {
        await using var visit = await Visit.StartAsync(settings: "--FranceConnect:Timeout=00:00:00.3");
        await visit.AttachAsync();
        await visit.Family.ActivateAsync(visit.Family.Paul.Account.Id);
        visit.Fake.Instead[path] = () => Wrong(how);
        using var browser = visit.Browser();
        var begun = await browser.SubmitAsync(await browser.GetAsync("/connexion/responsable"), new Dictionary<string, string>(), Visit.Button);
        if (path.StartsWith("/.well", StringComparison.Ordinal))
        {
            Assert.Equal(status, (int)begun.Status);
            Assert.Contains("FranceConnect ne répond pas", begun.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        }
        else
        {
            var asked = FakeFranceConnect.Read(begun.Response.Headers.Location!);
            visit.Fake.Nonce = asked["nonce"];
            await visit.AssertRefusedAsync(browser, await Visit.ReturnAsync(browser, asked["state"]), status);
        }

        using var other = visit.Family.Browser();
        var watch = Stopwatch.StartNew();
        Assert.Equal("/portail", (await Family.SignInAsync(other, "responsable", "p.vasseur", Family.GoodPassword)).Address.AbsolutePath);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Slowness / 2);
    }

    [Theory]
    [InlineData("issuer", "https://other.example/api/v2")]
    [InlineData("token_endpoint", "https://other.example/token")]
    [InlineData("jwks_uri", "https://other.example/jwks")]
    public async Task A_discovery_that_leads_elsewhere_is_not_followed(string name, string value)
    {
        await using var visit = await Visit.StartAsync();
        visit.Fake.Instead["/.well-known/openid-configuration"] = () =>
        {
            var document = new[] { "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri" }.ToDictionary(one => one, one => FakeFranceConnect.Issuer + "/x");
            (document["issuer"], document[name]) = (FakeFranceConnect.Issuer, value);
            return Task.FromResult(FakeFranceConnect.Json(document));
        };
        using var browser = visit.Browser();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.SubmitAsync(await browser.GetAsync("/connexion/responsable"), new Dictionary<string, string>(), Visit.Button)).Status);
    }

    [Fact]
    public async Task After_three_failures_nobody_waits_and_half_a_minute_later_one_tries_again()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        var good = visit.Fake.Count("/token");
        visit.Fake.Instead["/token"] = () => Wrong(How.Down);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visit.GoAsync(browser)).Status);
        }

        Assert.Equal(good + CircuitBreaker.Threshold, visit.Fake.Count("/token"));
        visit.Family.Clock.Advance(CircuitBreaker.Pause);
        visit.Fake.Instead.Clear();
        Assert.Equal(302, (int)(await visit.GoAsync(browser)).Status);
        Assert.Equal(302, (int)(await visit.GoAsync(browser)).Status);
    }

    [Fact]
    public async Task Refusals_of_FranceConnect_are_answers_not_failures()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        visit.Fake.Instead["/token"] = () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""") });
        using var browser = visit.Browser();
        for (var i = 0; i < CircuitBreaker.Threshold + 2; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visit.GoAsync(browser)).Status);
        }

        Assert.Equal(CircuitBreaker.Threshold + 2, visit.Fake.Count("/token"));
    }

    [Fact]
    public async Task Documents_are_read_once_and_keys_once_more_when_they_were_rotated()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        await visit.GoAsync(browser);
        Assert.Equal((1, 1), (visit.Fake.Count("/.well-known/openid-configuration"), visit.Fake.Count("/jwks")));

        visit.Fake.IdTokenSigner = Signer.Ec("new");
        Assert.Equal(302, (int)(await visit.GoAsync(browser)).Status);
        Assert.Equal(2, visit.Fake.Count("/jwks"));

        // The same name for another key: the signature tells.
        visit.Fake.IdTokenSigner = Signer.Ec("new");
        Assert.Equal(302, (int)(await visit.GoAsync(browser)).Status);
        Assert.Equal(3, visit.Fake.Count("/jwks"));

        visit.Fake.Published = [Signer.Ec("new")];
        visit.Fake.IdTokenSigner = Signer.Ec("new");
        Assert.Equal(422, (int)(await visit.GoAsync(browser)).Status);
        Assert.Equal(4, visit.Fake.Count("/jwks"));
    }

    [Fact]
    public async Task Known_endpoints_go_on_when_discovery_is_down()
    {
        await using var visit = await Visit.StartAsync();
        await visit.AttachAsync();
        using var browser = visit.Browser();
        await visit.GoAsync(browser);
        visit.Family.Clock.Advance(TimeSpan.FromHours(2));
        visit.Fake.Instead["/.well-known/openid-configuration"] = () => Wrong(How.Down);
        Assert.Equal(302, (int)(await visit.GoAsync(browser)).Status);
    }

    [Fact]
    public void The_breaker_lets_one_try_after_its_pause()
    {
        var clock = new EduConnect.Testing.Time.TestClock();
        var breaker = new CircuitBreaker(clock);
        for (var i = 0; i < CircuitBreaker.Threshold; i++)
        {
            Assert.True(breaker.TryPass());
            breaker.Failed();
        }

        Assert.False(breaker.TryPass());
        clock.Advance(CircuitBreaker.Pause);
        Assert.True(breaker.TryPass());
        Assert.False(breaker.TryPass());
        breaker.Failed();
        Assert.False(breaker.TryPass());
        clock.Advance(CircuitBreaker.Pause);
        Assert.True(breaker.TryPass());
        breaker.Succeeded();
        Assert.True(breaker.TryPass());
        Assert.True(breaker.TryPass());
    }

    private static async Task<HttpResponseMessage> Wrong(How how)
    {
        switch (how)
        {
            case How.Down:
                throw new HttpRequestException("connection refused");
            case How.Slow:
                await Task.Delay(Slowness, TimeProvider.System);
                return FakeFranceConnect.Json(new { });
            case How.ServerError:
                return new HttpResponseMessage(HttpStatusCode.BadGateway);
            case How.Huge:
                return FakeFranceConnect.Text(new string('x', ProviderCalls.LargestAnswer + 1), "application/json");
            default:
                return FakeFranceConnect.Text("<html>maintenance</html>", "text/html");
        }
    }
}
