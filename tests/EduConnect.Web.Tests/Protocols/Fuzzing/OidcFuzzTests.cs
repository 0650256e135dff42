using System.Text.RegularExpressions;
using EduConnect.Testing.Fuzzing;
using EduConnect.Web.Tests.Protocols.Oidc;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Tests.Protocols.Fuzzing;

/// <summary>Everything a stranger can send to the OpenID Connect provider, damaged: no crash, no hang, no fault of ours.</summary>
[Collection(OidcCollection.Name)]
[Trait("Kind", "Fuzz")]
public sealed partial class OidcFuzzTests(OidcFixture fixture) : FuzzSuite(fixture)
{
    [Fact]
    [Trait("Rule", "S-OI1")]
    public async Task Damaged_requests_are_answered()
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service);
        var cookie = browser.Cookies.GetCookies(new Uri(App.Address))["session"]!.Value;
        await RunAsync(Targets(service, tokens), cookie);
    }

    private static List<FuzzTarget> Targets(TestService service, Json tokens)
    {
        var query = QueryHelpers.AddQueryString(string.Empty, Request(
            service, ("claims", """{"id_token":{"email":{"essential":true}}}"""), ("max_age", "600"), ("acr_values", "eleve"), ("id_token_hint", tokens["id_token"]), ("code_challenge", Challenge), ("code_challenge_method", "S256"))!)[1..];
        var basic = Basic(service.ClientId, service.Secret).ToString();
        var bearer = "Bearer " + tokens["access_token"];
        var logout = QueryHelpers.AddQueryString(string.Empty, new Dictionary<string, string?> { ["id_token_hint"] = tokens["id_token"], ["post_logout_redirect_uri"] = "https://rp.example/bye", ["state"] = "a" })[1..];
        var code = $"grant_type=authorization_code&code={new string('a', 43)}&redirect_uri=https://rp.example/cb&code_verifier={Verifier}";
        const string Assertion = "grant_type=authorization_code&code=a&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=";
        return
        [
            new("authorize", dice => new(Authorize, dice.Damage(query)), new(Authorize, query), 302),
            new("authorize, one value", dice => new(Authorize, dice.DamageInside(query, Values(), Uri.UnescapeDataString, Uri.EscapeDataString)), new(Authorize, query), 302),
            new("authorize by form", dice => new(Authorize, Form: dice.Damage(query)), new(Authorize, Form: query), 303),
            new("pushed", dice => new("/idp/profile/oidc/par", Form: dice.Damage(query), Authorization: basic), new("/idp/profile/oidc/par", Form: query, Authorization: basic), 201),
            new("id_token_hint", dice => new(Authorize, query.Replace(tokens["id_token"]!, Segments(dice, tokens["id_token"]!), StringComparison.Ordinal)), new(Authorize, query), 302),
            new("token", dice => new(TokenPath, Form: dice.Damage(code), Authorization: basic), new(TokenPath, Form: code, Authorization: basic), 400),
            new("client authentication", dice => new(TokenPath, Form: code, Authorization: dice.Damage(basic)), new(TokenPath, Form: code, Authorization: basic), 400),
            new("client assertion", dice => new(TokenPath, Form: Assertion + Segments(dice, tokens["id_token"]!)), new(TokenPath, Form: Assertion + tokens["id_token"]), 401),
            new("introspection", dice => new("/idp/profile/oidc/introspection", Form: dice.Damage("token=" + tokens["access_token"]), Authorization: basic), new("/idp/profile/oidc/introspection", Form: "token=" + tokens["access_token"], Authorization: basic), 200),
            new("revocation", dice => new("/idp/profile/oidc/revocation", Form: dice.Damage("token=" + new string('a', 43)), Authorization: basic), new("/idp/profile/oidc/revocation", Form: "token=a", Authorization: basic), 200),
            new("userinfo", dice => new(UserInfoPath, Authorization: dice.Damage(bearer)), new(UserInfoPath, Authorization: bearer), 200),
            new("logout", dice => new(Logout, dice.Next(2) == 0 ? dice.Damage(logout) : logout.Replace(tokens["id_token"]!, Segments(dice, tokens["id_token"]!), StringComparison.Ordinal)), new(Logout, "id_token_hint=a"), 200),
        ];
    }

    /// <summary>A token of three parts of which one is damaged inside.</summary>
    private static string Segments(Mutator dice, string token)
    {
        var parts = token.Split('.');
        var at = dice.Next(parts.Length);
        parts[at] = dice.Next(3) == 0 ? dice.Damage(parts[at]) : WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(dice.Damage(System.Text.Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[at])))));
        return Uri.EscapeDataString(string.Join('.', parts));
    }

    [GeneratedRegex("(?<==)[^&]+")]
    private static partial Regex Values();
}
