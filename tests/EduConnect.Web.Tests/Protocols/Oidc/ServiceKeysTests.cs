using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using EduConnect.Core.Federation.Registry;
using EduConnect.Testing.Storage;
using EduConnect.Web.Protocols.Oidc.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>What the server of a service publishes at its <c>jwks_uri</c>, and how often it was asked.</summary>
public sealed class KeyServers : HttpMessageHandler
{
    /// <summary>What is answered now; null: nobody is there.</summary>
    public (HttpStatusCode Status, string Body)? Answer { get; set; }

    public int Asked { get; set; }

    public string ContentType { get; set; } = "application/jwk-set+json";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked++;
        if (Answer is not { } answer)
        {
            throw new HttpRequestException("connection refused");
        }

        var content = new StringContent(answer.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        return Task.FromResult(new HttpResponseMessage(answer.Status) { Content = content });
    }
}

/// <summary>The provider, among services that publish their keys.</summary>
public sealed class ServiceKeysFixture() : OidcHost(Engine.Sqlite)
{
    public KeyServers Servers { get; } = new();

    protected override void Configure(IServiceCollection services) => services.AddHttpClient(ServiceKeys.HttpName).ConfigurePrimaryHttpMessageHandler(() => Servers);
}

/// <summary>Services that rotate the keys they publish (<c>jwks_uri</c>, RFC 7591 §2) and prove themselves by them (RFC 7523).</summary>
[Trait("Spec", "RFC 7591 §2")]
public sealed class ServiceKeysTests(ServiceKeysFixture fixture) : OidcSuite(fixture), IClassFixture<ServiceKeysFixture>
{
    private KeyServers Servers => fixture.Servers;

    [Fact]
    public async Task Keys_are_read_once_and_again_when_they_were_rotated_at_most_once_a_minute()
    {
        var service = await PublishingServiceAsync();
        var (first, second) = (Key("k1"), Key("k2"));
        Publish(first);
        await AcceptedAsync(service, first);
        await AcceptedAsync(service, first);
        Assert.Equal(1, Servers.Asked);

        Publish(second);
        Clock.Advance(TimeSpan.FromSeconds(61));
        await AcceptedAsync(service, second);
        Assert.Equal(2, Servers.Asked);
        await RefusedAsync(service, first);
        await RefusedAsync(service, Key("k3"));
        Assert.Equal(2, Servers.Asked);
    }

    [Fact]
    public async Task A_key_that_is_not_published_any_more_is_good_for_ten_minutes()
    {
        var service = await PublishingServiceAsync();
        var (first, second) = (Key("k1"), Key("k2"));
        Publish(first);
        await AcceptedAsync(service, first);
        Publish(second);
        Clock.Advance(TimeSpan.FromMinutes(10));
        await RefusedAsync(service, first);
        await AcceptedAsync(service, second);
    }

    [Fact]
    public async Task A_server_that_is_down_keeps_its_last_keys_for_a_day()
    {
        var service = await PublishingServiceAsync();
        var key = Key("k1");
        Publish(key);
        await AcceptedAsync(service, key);
        Servers.Answer = null;
        Clock.Advance(TimeSpan.FromHours(23));
        await AcceptedAsync(service, key);
        Clock.Advance(TimeSpan.FromHours(1));
        await RefusedAsync(service, key);
        Publish(key);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await AcceptedAsync(service, key);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "rubbish")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, """{"keys":[]}""")]
    [InlineData(HttpStatusCode.OK, """{"keys":[{"kty":"RSA","n":"é","e":"é"}]}""")]
    [InlineData(HttpStatusCode.OK, """{"keys":[{"kty":"RSA","n":5,"e":[]}]}""")]
    [InlineData(HttpStatusCode.OK, """{"keys":[{"kty":"EC","crv":"P-256","x":"!","y":{}}]}""")]
    [InlineData(HttpStatusCode.OK, """{"keys":[{"kty":7}]}""")]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.Found, "")]
    [InlineData(HttpStatusCode.InternalServerError, "")]
    public async Task What_is_no_key_set_proves_nothing(HttpStatusCode status, string body)
    {
        var service = await PublishingServiceAsync();
        Servers.Answer = (status, body);
        await RefusedAsync(service, Key("k1"));
    }

    [Fact]
    public async Task A_character_set_that_is_none_does_no_harm()
    {
        var service = await PublishingServiceAsync();
        var key = Key("k1");
        (Servers.Answer, Servers.ContentType) = ((HttpStatusCode.OK, Set(key)), "application/jwk-set+json; charset=nonsense");
        await AcceptedAsync(service, key);
    }

    [Fact]
    public async Task A_set_with_a_private_key_or_of_more_than_64_kibibytes_is_not_taken()
    {
        var key = Key("k1");
        var parameters = key.ECDsa.ExportParameters(includePrivateParameters: true);
        var service = await PublishingServiceAsync();
        Servers.Answer = (HttpStatusCode.OK, Set(key).Replace("\"kty\"", $"\"d\":\"{Base64UrlEncoder.Encode(parameters.D)}\",\"kty\"", StringComparison.Ordinal));
        await RefusedAsync(service, key);

        var other = await PublishingServiceAsync();
        Servers.Answer = (HttpStatusCode.OK, Set(key) + new string(' ', ServiceKeys.LargestSet));
        await RefusedAsync(other, key);
        Servers.Answer = (HttpStatusCode.OK, Set(key) + new string(' ', ServiceKeys.LargestSet - Set(key).Length));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await AcceptedAsync(other, key);
    }

    [Fact]
    public void Keys_stand_in_the_contract_or_at_an_address()
    {
        var contract = TestService.Everything("ent");
        (contract.Authentication, contract.KeysUri) = (ClientAuthenticationMethod.PrivateKeyJwt, "https://ent.example/keys");
        Assert.Empty(ContractRules.Breaches(contract));
        contract.PublicKeys = Set(Key("k1"));
        Assert.Contains("not both", Assert.Single(ContractRules.Breaches(contract)), StringComparison.Ordinal);
        (contract.PublicKeys, contract.KeysUri) = (null, "http://ent.example/keys");
        Assert.Contains("must use https", Assert.Single(ContractRules.Breaches(contract)), StringComparison.Ordinal);
        contract.KeysUri = null;
        Assert.Contains("private_key_jwt needs", Assert.Single(ContractRules.Breaches(contract)), StringComparison.Ordinal);
    }

    private Task<TestService> PublishingServiceAsync()
    {
        (Servers.Asked, Servers.ContentType) = (0, "application/jwk-set+json");
        return ServiceAsync(contract =>
            (contract.Authentication, contract.KeysUri, contract.SecretHash) = (ClientAuthenticationMethod.PrivateKeyJwt, $"https://{contract.ClientId}.example/keys", null));
    }

    private void Publish(ECDsaSecurityKey key) => Servers.Answer = (HttpStatusCode.OK, Set(key));

    // Proved and then refused for its code, which nobody gave.
    private async Task AcceptedAsync(TestService service, ECDsaSecurityKey key) => (await ProveAsync(service, key)).AssertRefused(HttpStatusCode.BadRequest, "invalid_grant", "T08");

    private async Task RefusedAsync(TestService service, ECDsaSecurityKey key) => (await ProveAsync(service, key)).AssertRefused(HttpStatusCode.Unauthorized, "invalid_client", "T01");

    private Task<Json> ProveAsync(TestService service, ECDsaSecurityKey key)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = service.ClientId,
            ["sub"] = service.ClientId,
            ["aud"] = App.Address + TokenPath,
            ["exp"] = new DateTimeOffset(Clock.UtcNow).ToUnixTimeSeconds() + 300,
            ["jti"] = Guid.NewGuid().ToString(),
        };
        var assertion = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            System.Text.Json.JsonSerializer.Serialize(claims), new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));
        KeyValuePair<string, string>[] form =
        [
            new("grant_type", "authorization_code"), new("code", "x"), new("redirect_uri", service.RedirectUri),
            new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"), new("client_assertion", assertion),
        ];
        return SendAsync(TokenPath, form, null);
    }

    private static ECDsaSecurityKey Key(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };

    private static string Set(ECDsaSecurityKey key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromSecurityKey(key);
        return $$"""{"keys":[{"kty":"EC","kid":"{{key.KeyId}}","crv":"{{jwk.Crv}}","x":"{{jwk.X}}","y":"{{jwk.Y}}"}]}""";
    }
}
