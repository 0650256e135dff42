using System.Net;
using EduConnect.Core.Federation.Registry;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>Userinfo as a JWT, when the contract says so (OpenID Connect Core §5.3.2).</summary>
[Collection(OidcCollection.Name)]
[Trait("Spec", "OpenID Connect Core §5.3.2")]
public sealed class SignedUserInfoTests(OidcFixture fixture) : OidcSuite(fixture)
{
    [Theory]
    [InlineData(TokenSigning.RS256)]
    [InlineData(TokenSigning.ES256)]
    public async Task It_says_the_same_signed_for_the_service_that_asks(TokenSigning algorithm)
    {
        var service = await ServiceAsync(contract => contract.UserInfoSigning = algorithm);
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", "openid profile ect.scope.stage"));
        var answer = (await UserInfoAsync(tokens["access_token"]!)).Page;
        Assert.Equal((HttpStatusCode.OK, "application/jwt"), (answer.Status, answer.Response.Content.Headers.ContentType!.ToString()));
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(answer.Body, new TokenValidationParameters
        {
            ValidAlgorithms = [algorithm.ToString()],
            IssuerSigningKeys = JsonWebKeySet.Create((await browser.GetAsync("/idp/profile/oidc/keyset")).Body).GetSigningKeys(),
            ValidIssuer = App.Address,
            ValidAudience = service.ClientId,
            ValidateLifetime = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        var token = (JsonWebToken)result.SecurityToken;
        Assert.Equal((Token(tokens["id_token"]!).Subject, "MOREL", "Inès"), (token.Subject, token.GetPayloadValue<string>("family_name"), token.GetPayloadValue<string>("given_name")));
        Assert.Equal(new DateTimeOffset(Clock.UtcNow).ToUnixTimeSeconds(), token.GetPayloadValue<long>("iat"));
    }

    [Fact]
    [Trait("Spec", "RFC 8725 §3.11")]
    public async Task It_cannot_pass_for_an_identity_token()
    {
        var service = await ServiceAsync(contract => contract.UserInfoSigning = TokenSigning.RS256);
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service);
        var signed = (await UserInfoAsync(tokens["access_token"]!)).Page.Body;
        Assert.True(Answer(await AuthorizeAsync(browser, service, ("prompt", "none"), ("id_token_hint", tokens["id_token"]))).ContainsKey("code"));
        Assert.Equal("invalid_request", Answer(await AuthorizeAsync(browser, service, ("prompt", "none"), ("id_token_hint", signed)))["error"]);
    }
}
