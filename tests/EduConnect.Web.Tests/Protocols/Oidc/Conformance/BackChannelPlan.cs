using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Tests.Protocols.Oidc.BackChannel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Tests.Protocols.Oidc.Conformance;

/// <summary>oidcc-backchannel-rp-initiated-logout-certification-test-plan.</summary>
[Collection(BackChannelCollection.Name)]
[Trait("Rule", "S-OI6")]
public sealed class BackChannelPlan(BackChannelFixture fixture) : BackChannelSuite(fixture)
{
    private const string Bye = "https://rp.example/bye";

    [Fact]
    public async Task oidcc_backchannel_logout_discovery_endpoint_verification()
    {
        using var browser = Browser();
        var document = new Json(await browser.GetAsync("/.well-known/openid-configuration"));
        Assert.True(document.Root.GetProperty("backchannel_logout_supported").GetBoolean());
        Assert.True(document.Root.GetProperty("backchannel_logout_session_supported").GetBoolean());
        Assert.Contains("sid", document.Root.GetProperty("claims_supported").EnumerateArray().Select(one => one.GetString()));
    }

    [Theory]
    [InlineData(TokenSigning.RS256)]
    [InlineData(TokenSigning.ES256)]
    public async Task oidcc_backchannel_rp_initiated_logout(TokenSigning signing)
    {
        var service = await ListenerAsync(contract => contract.Signing = signing);
        using var browser = await PupilBrowserAsync();
        var idToken = Token((await TokensAsync(browser, service))["id_token"]!);
        Assert.Empty(await ToldAsync(service));

        var leaving = new Dictionary<string, string?> { ["id_token_hint"] = idToken.EncodedToken, ["post_logout_redirect_uri"] = Bye, ["state"] = "s1" };
        var page = await browser.GetAsync(QueryHelpers.AddQueryString(Logout, leaving));
        Assert.Equal(Bye + "?state=s1", page.Response.Headers.Location!.ToString());
        Assert.Equal("login_required", Answer(await AuthorizeAsync(browser, service, ("prompt", "none")))["error"]);

        var told = Token(Assert.Single(await ToldAsync(service)));
        await VerifyAsync(told.EncodedToken, service);
        Assert.Equal(("logout+jwt", signing.ToString(), idToken.Kid), (told.Typ, told.Alg, told.Kid));
        Assert.Equal((idToken.Subject, idToken.GetClaim("sid").Value), (told.Subject, told.GetClaim("sid").Value));
        Assert.Equal(["aud", "events", "exp", "iat", "iss", "jti", "sid", "sub"], told.Claims.Select(claim => claim.Type).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("{\"http://schemas.openid.net/event/backchannel-logout\":{}}", told.GetClaim("events").Value);
        Assert.Equal(TimeSpan.FromMinutes(2), told.ValidTo - told.IssuedAt);
        Assert.Empty((await ToldAsync(service))[1..]);
    }

    private async Task VerifyAsync(string token, TestService service)
    {
        using var browser = Browser();
        var keys = new JsonWebKeySet((await browser.GetAsync("/idp/profile/oidc/keyset")).Body);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = App.Address,
            ValidAudience = service.ClientId,
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidTypes = ["logout+jwt"],
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
    }
}
