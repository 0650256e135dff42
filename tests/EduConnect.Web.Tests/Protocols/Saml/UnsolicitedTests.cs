using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>Sign-in that starts here, by the link ENTs use (federation.md, ten things, 5).</summary>
[Collection(OidcCollection.Name)]
public sealed class UnsolicitedTests(OidcFixture fixture) : SamlSuite(fixture)
{
    [Fact]
    public async Task A_link_leads_into_the_service_without_a_request()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var answer = Response(await FollowAsync(browser, Link(("providerId", sp.EntityId), ("target", "https://sp.example/où?a=b&c"), ("time", "1"))));
        Assert.Equal((sp.Consumer, "https://sp.example/où?a=b&c", "Success"), (answer.Address, answer.RelayState, answer.Status));
        Assert.Null(answer.Node("/p:Response/@InResponseTo"));
        Assert.Null(answer.Node("//a:SubjectConfirmationData/@InResponseTo"));
        Assert.Equal(string.Empty, Response(await FollowAsync(browser, Link(("providerId", sp.EntityId)))).RelayState);
        Assert.Equal(sp.OtherConsumer, Response(await FollowAsync(browser, Link(("providerId", sp.EntityId), ("shire", sp.OtherConsumer)))).Address);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_signs_in_first()
    {
        var sp = await SpAsync();
        using var browser = Browser();
        Assert.Equal("/connexion", (await FollowAsync(browser, Link(("providerId", sp.EntityId)))).Address.AbsolutePath);
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task A_wrong_link_leads_nowhere()
    {
        var (sp, closed) = (await SpAsync(), await SpAsync(contract => contract.Enabled = false));
        using var browser = await PupilBrowserAsync();
        AssertStays(await browser.GetAsync(Link()), "S15");
        AssertStays(await browser.GetAsync(Link(("providerId", "urn:nobody"))), "S15");
        AssertStays(await browser.GetAsync(Link(("providerId", closed.EntityId))), "S08");
        AssertStays(await browser.GetAsync(Link(("providerId", sp.EntityId), ("shire", "https://evil.example/"))), "S16");
        AssertStays(await browser.GetAsync(Link(("providerId", sp.EntityId), ("target", new string('t', 4097)))), "S02");
        AssertStays(await browser.GetAsync(Link(("providerId", sp.EntityId)) + "&providerId=x"), "S14");
    }

    private static string Link(params (string Name, string Value)[] fields) =>
        QueryHelpers.AddQueryString(SamlPaths.Unsolicited, fields.ToDictionary(field => field.Name, field => (string?)field.Value));
}
