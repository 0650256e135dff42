using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>Words for tests of the provider: a service, a person, a signed-in browser, and the requests between them.</summary>
public abstract class OidcSuite(OidcHost host)
{
    protected const string Authorize = "/idp/profile/oidc/authorize";
    protected const string TokenPath = "/idp/profile/oidc/token";
    protected const string UserInfoPath = "/idp/profile/oidc/userinfo";
    protected const string Logout = "/idp/profile/oidc/logout";
    protected const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    protected const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static int _sequence;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected TestApp App => host.App;

    protected EduConnect.Testing.Time.TestClock Clock => host.Clock;

    protected async Task<TestService> ServiceAsync(Action<Service>? change = null)
    {
        var contract = TestService.Everything($"rp{Interlocked.Increment(ref _sequence)}");
        var secret = ClientSecret.Format(RandomNumberGenerator.GetBytes(32));
        ClientSecret.Rotate(contract, secret, Clock.UtcNow);
        change?.Invoke(contract);
        await using var main = App.Main();
        main.Add(contract);
        await main.SaveChangesAsync(Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(2));
        return new(contract, secret);
    }

    protected async Task<TestPupil> PupilAsync(string lastName = "MOREL", string firstName = "Inès")
    {
        await using var main = App.Main();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School(), lastName: lastName, firstName: firstName);
        pupil.Account!.State = AccountState.Activated;
        pupil.Account.Mail = "ines@example.org";
        pupil.Account.MailConfirmedAt = Clock.UtcNow;
        await data.SaveAsync();
        return pupil;
    }

    /// <summary>A browser whose session was opened just now for this account.</summary>
    protected async Task<PageClient> SignedInAsync(Account account)
    {
        var browser = Browser();
        await SignInAsync(browser, account);
        return browser;
    }

    /// <summary>Opens a new session in this browser, as a sign-in does.</summary>
    protected async Task SignInAsync(PageClient browser, Account account)
    {
        var handle = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        await using var store = App.Operational();
        store.Add(new Session
        {
            Id = Guid.CreateVersion7(),
            HandleHash = SHA256.HashData(Encoding.UTF8.GetBytes(handle)),
            Kind = account.Kind is AccountKind.Pupil ? SessionKind.Pupil : SessionKind.Guardian,
            HolderId = account.Id,
            AuthenticatedAt = Clock.UtcNow,
            Methods = "pwd",
            LastSeenAt = Clock.UtcNow,
            ExpiresAt = Clock.UtcNow.AddHours(12),
        });
        await store.SaveChangesAsync(Cancellation);
        browser.Cookies.Add(new Uri(App.Address), new Cookie("session", handle, "/"));
    }

    protected async Task<PageClient> PupilBrowserAsync() => await SignedInAsync((await PupilAsync()).Account!);

    protected PageClient Browser()
    {
        var browser = App.Browser();
        browser.FollowRedirects = false;
        return browser;
    }

    protected static Dictionary<string, string> Request(TestService service, params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string>
        {
            ["client_id"] = service.ClientId,
            ["redirect_uri"] = service.RedirectUri,
            ["response_type"] = "code",
            ["scope"] = "openid",
            ["state"] = "st4te",
            ["nonce"] = "n0nce",
        };
        Apply(fields, changes);
        return fields;
    }

    protected static Task<Page> AuthorizeAsync(PageClient browser, TestService service, params (string Name, string? Value)[] changes) =>
        browser.GetAsync(QueryHelpers.AddQueryString(Authorize, Request(service, changes)!));

    /// <summary>The code of a successful authorization.</summary>
    protected static async Task<string> CodeAsync(PageClient browser, TestService service, params (string Name, string? Value)[] changes)
    {
        var answer = Answer(await AuthorizeAsync(browser, service, changes));
        Assert.False(answer.ContainsKey("error"), answer.GetValueOrDefault("error_description"));
        return answer["code"]!;
    }

    /// <summary>The parameters of the redirection to the service.</summary>
    protected static Dictionary<string, string?> Answer(Page page)
    {
        Assert.True(page.Status is HttpStatusCode.Found or HttpStatusCode.SeeOther, $"{page.Status}: {page.Text}");
        return Parse(page.Response.Headers.Location!.Query);
    }

    protected static Dictionary<string, string?> Parse(string query) =>
        QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => (string?)((StringValues)pair.Value)[0]);

    /// <summary>Asserts a refusal that is sent back to the service with the state and the issuer.</summary>
    protected void AssertRefused(Page page, string error, string id)
    {
        var answer = Answer(page);
        Assert.Equal((error, "st4te", App.Address), (answer["error"], answer["state"], answer["iss"]));
        Assert.EndsWith($"({id})", answer["error_description"], StringComparison.Ordinal);
    }

    /// <summary>Asserts a refusal that keeps the browser here.</summary>
    protected static void AssertStays(Page page, string id)
    {
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Null(page.Response.Headers.Location);
        Assert.Contains($"Référence : {id}", page.Text, StringComparison.Ordinal);
    }

    protected Task<Json> RedeemAsync(TestService service, string code, params (string Name, string? Value)[] changes) =>
        PostAsync(service, TokenPath, [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", service.RedirectUri), .. changes]);

    protected Task<Json> RefreshAsync(TestService service, string token, params (string Name, string? Value)[] changes) =>
        PostAsync(service, TokenPath, [("grant_type", "refresh_token"), ("refresh_token", token), .. changes]);

    /// <summary>Posts a form as the service, authenticated in the way of its contract.</summary>
    protected Task<Json> PostAsync(TestService service, string path, params (string Name, string? Value)[] values) => PostProvedAsync(service, path, [], values);

    /// <summary>The same, with proofs that the service holds keys (RFC 9449).</summary>
    protected async Task<Json> PostProvedAsync(TestService service, string path, string[] proofs, params (string Name, string? Value)[] values)
    {
        var fields = new Dictionary<string, string>();
        var basic = service.Contract.Authentication is ClientAuthenticationMethod.SecretBasic;
        if (!basic)
        {
            fields["client_id"] = service.ClientId;
        }

        if (service.Contract.Authentication is ClientAuthenticationMethod.SecretPost)
        {
            fields["client_secret"] = service.Secret;
        }

        Apply(fields, values);
        return await SendAsync(path, fields, basic ? Basic(service.ClientId, service.Secret) : null, proofs);
    }

    protected async Task<Json> SendAsync(string path, IEnumerable<KeyValuePair<string, string>> form, AuthenticationHeaderValue? authorization, params string[] proofs)
    {
        using var browser = Browser();
        var page = await browser.SendAsync(() =>
        {
            var message = new HttpRequestMessage(HttpMethod.Post, App.Address + path) { Content = new FormUrlEncodedContent(form) };
            message.Headers.Authorization = authorization;
            Array.ForEach(proofs, proof => message.Headers.TryAddWithoutValidation("DPoP", proof));
            return message;
        });
        return new(page);
    }

    protected async Task<Json> UserInfoAsync(string accessToken, Action<HttpRequestMessage>? change = null)
    {
        using var browser = Browser();
        return new(await browser.SendAsync(() =>
        {
            var message = new HttpRequestMessage(HttpMethod.Get, App.Address + UserInfoPath);
            message.Headers.Authorization = new("Bearer", accessToken);
            change?.Invoke(message);
            return message;
        }));
    }

    protected static AuthenticationHeaderValue Basic(string clientId, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));

    protected static JsonWebToken Token(string idToken) => new(idToken);

    protected async Task<Json> TokensAsync(PageClient browser, TestService service, params (string Name, string? Value)[] changes)
    {
        var answer = await RedeemAsync(service, await CodeAsync(browser, service, changes));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer;
    }

    private static void Apply(Dictionary<string, string> fields, (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                fields.Remove(name);
            }
            else
            {
                fields[name] = value;
            }
        }
    }
}

/// <summary>A JSON answer.</summary>
public sealed record Json(Page Page)
{
    private readonly Lazy<JsonElement> _root = new(() => Page.Body.Length == 0 ? default : JsonDocument.Parse(Page.Body).RootElement);

    public HttpStatusCode Status => Page.Status;

    public JsonElement Root => _root.Value;

    public string? this[string member] => Root.ValueKind is JsonValueKind.Object && Root.TryGetProperty(member, out var value) ? value.ToString() : null;

    public string Challenge => Page.Response.Headers.WwwAuthenticate.ToString();

    public void AssertRefused(HttpStatusCode status, string error, string id)
    {
        Assert.Equal((status, error), (Status, this["error"]));
        Assert.EndsWith($"({id})", this["error_description"], StringComparison.Ordinal);
    }
}
