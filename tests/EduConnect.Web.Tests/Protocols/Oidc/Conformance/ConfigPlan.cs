using System.Net;

namespace EduConnect.Web.Tests.Protocols.Oidc.Conformance;

/// <summary>oidcc-config-certification-test-plan.</summary>
[Collection(OidcCollection.Name)]
public sealed class ConfigPlan(OidcFixture fixture) : OidcSuite(fixture)
{
    [Fact]
    public async Task oidcc_discovery_endpoint_verification()
    {
        using var browser = Browser();
        var document = new Json(await browser.GetAsync("/.well-known/openid-configuration"));
        Assert.Equal((HttpStatusCode.OK, "application/json"), (document.Status, document.Page.Response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(App.Address, document["issuer"]);
        foreach (var endpoint in new[] { "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint" })
        {
            Assert.StartsWith(App.Address + "/idp/profile/oidc/", document[endpoint], StringComparison.Ordinal);
        }

        Assert.Contains("code", List(document, "response_types_supported"));
        Assert.Contains("RS256", List(document, "id_token_signing_alg_values_supported"));
        Assert.DoesNotContain("none", List(document, "id_token_signing_alg_values_supported"));
        Assert.Equal(["pairwise"], List(document, "subject_types_supported"));
        Assert.Contains("openid", List(document, "scopes_supported"));
        Assert.Equal("False", document["request_uri_parameter_supported"]);
        Assert.Equal(["S256"], List(document, "code_challenge_methods_supported"));
    }

    [Fact]
    public async Task The_published_keys_have_identifiers_and_no_private_part()
    {
        using var browser = Browser();
        var keys = new Json(await browser.GetAsync("/idp/profile/oidc/keyset")).Root.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["ES256", "RS256"], keys.Select(key => key.GetProperty("alg").GetString()).Order());
        Assert.All(keys, key => Assert.True(key.GetProperty("kid").GetString()!.Length > 0));
        Assert.All(keys, key => Assert.Equal("sig", key.GetProperty("use").GetString()));
        Assert.All(keys, key => Assert.DoesNotContain(key.EnumerateObject(), member => member.Name is "d" or "p" or "q" or "dp" or "dq" or "qi"));
        var modulus = keys.Single(key => key.GetProperty("kty").GetString() == "RSA").GetProperty("n").GetString()!;
        Assert.Equal(3072 / 8, System.Buffers.Text.Base64Url.DecodeFromChars(modulus).Length);
    }

    private static string[] List(Json document, string name) => [.. document.Root.GetProperty(name).EnumerateArray().Select(value => value.GetString()!)];
}
