using System.Net;
using System.Net.Http.Headers;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Tests.Protocols.Oidc.Conformance;

/// <summary>oidcc-basic-certification-test-plan, second part: scopes, claims and userinfo.</summary>
[Collection(OidcCollection.Name)]
public sealed class BasicPlanClaims(OidcFixture fixture) : OidcSuite(fixture)
{
    [Fact]
    public async Task oidcc_scope_profile()
    {
        var person = await PersonAsync("openid profile");
        Assert.Equal(("MOREL", "Inès", "2014-03-27"), (person["family_name"], person["given_name"], person["birthdate"]));
        Assert.Null(person["email"]);
    }

    [Fact]
    public async Task oidcc_scope_email()
    {
        var person = await PersonAsync("openid email");
        Assert.Equal(("ines@example.org", "True"), (person["email"], person["email_verified"]));
        Assert.Null(person["family_name"]);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("phone")]
    public async Task oidcc_scope_address_and_phone(string scope)
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, ("scope", $"openid {scope}"));
        Assert.Equal("openid", tokens["scope"]);
        Assert.Equal(["sub"], (await UserInfoAsync(tokens["access_token"]!)).Root.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task oidcc_scope_all()
    {
        var person = await PersonAsync("openid profile email address phone");
        Assert.Equal(("MOREL", "ines@example.org"), (person["family_name"], person["email"]));
    }

    [Fact]
    public async Task oidcc_claims_essential()
    {
        var person = await PersonAsync("openid", ("claims", """{"userinfo":{"name":{"essential":true}}}"""));
        Assert.Equal("Inès MOREL", person["name"]);
    }

    [Fact]
    public async Task oidcc_claims_locales() => Assert.Equal(HttpStatusCode.OK, (await PersonAsync("openid profile", ("claims_locales", "se fr"))).Status);

    [Fact]
    public async Task oidcc_ui_locales() => Assert.Equal(HttpStatusCode.OK, (await PersonAsync("openid profile", ("ui_locales", "se fr-FR en"))).Status);

    [Fact]
    public async Task oidcc_display_page() => Assert.Equal(HttpStatusCode.OK, (await PersonAsync("openid", ("display", "page"))).Status);

    [Fact]
    public async Task oidcc_display_popup() => Assert.Equal(HttpStatusCode.OK, (await PersonAsync("openid", ("display", "popup"))).Status);

    [Fact]
    public async Task oidcc_userinfo_get()
    {
        var tokens = await TokensAsync();
        var plain = await UserInfoAsync(tokens["access_token"]!);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (plain.Status, plain.Page.Response.Content.Headers.ContentType!.MediaType));

        // Seen in the field (federation.md b): a Content-Type on a request without a body.
        var stray = await UserInfoAsync(tokens["access_token"]!, message =>
        {
            message.Content = new ByteArrayContent([]);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        });
        Assert.Equal(HttpStatusCode.OK, stray.Status);
    }

    [Fact]
    public async Task oidcc_userinfo_post_header()
    {
        var tokens = await TokensAsync();
        var answer = await SendAsync(UserInfoPath, [], new AuthenticationHeaderValue("Bearer", tokens["access_token"]));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task oidcc_userinfo_post_body()
    {
        var tokens = await TokensAsync();
        var answer = await SendAsync(UserInfoPath, [new("access_token", tokens["access_token"]!)], null);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    [Trait("Rule", "S-OI5")]
    public async Task The_contract_bounds_every_claim_however_it_is_asked()
    {
        var service = await ServiceAsync(contract => contract.Claims = ["given_name", "FrEduCtPersonAffiliation"]);
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service,
            ("scope", "openid profile email ect.scope.stage ect.scope.cnx"),
            ("claims", """{"userinfo":{"FrEduCtEleveINE":null},"id_token":{"FrEduCtEleveINE":null,"given_name":null}}"""));
        var person = await UserInfoAsync(tokens["access_token"]!);
        Assert.Equal(["FrEduCtPersonAffiliation", "given_name", "sub"], person.Root.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.False(Token(tokens["id_token"]!).TryGetPayloadValue<string>("FrEduCtEleveINE", out _));
        Assert.Equal("Inès", Token(tokens["id_token"]!).GetPayloadValue<string>("given_name"));
    }

    [Fact]
    public async Task The_ministry_s_claims_have_their_shapes()
    {
        var person = await PersonAsync("openid ect.scope.cnx ect.scope.stage");
        Assert.Equal(["eleve2d"], person.Root.GetProperty("FrEduCtPersonAffiliation").EnumerateArray().Select(value => value.GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$", person["FrEduCtDateConnexion"]);
        Assert.Equal(("ECT", App.Address + "/idp/profile/Logout"), (person["FrEduOrigAuth"], person["FrEduUrlRetour"]));
        Assert.Matches("^[0-9a-f]{96}$", person["FrEduCtId"]);
        Assert.Matches("^[0-9a-f]{32}$", person["FrEduCtEleveINEHash"]);
        Assert.Matches(@"^4\|MOREL\|Inès\|61\d+\|999\d+Z$", person.Root.GetProperty("FrEduVecteur")[0].GetString());
        Assert.Matches(@"^\{AAF\}13\|2\|44\d+$", person.Root.GetProperty("FrEduCtRefId")[0].GetString());
    }

    [Fact]
    [Trait("Rule", "S-OI5")]
    public async Task The_subject_is_the_same_within_a_sector_and_another_elsewhere()
    {
        var pupil = (await PupilAsync()).Account!;
        using var browser = await SignedInAsync(pupil);
        var subjects = new List<string>();
        foreach (var sector in new[] { "one.example", "one.example", "two.example" })
        {
            var service = await ServiceAsync(contract => contract.Sector = sector);
            subjects.Add(Token((await TokensAsync(browser, service))["id_token"]!).Subject);
        }

        Assert.Equal(subjects[0], subjects[1]);
        Assert.NotEqual(subjects[0], subjects[2]);
        Assert.DoesNotContain(pupil.Id.ToString("N"), string.Concat(subjects), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Two_services_get_session_identifiers_that_cannot_be_compared()
    {
        using var browser = await PupilBrowserAsync();
        var (one, two) = (await ServiceAsync(), await ServiceAsync());
        var sid = Token((await TokensAsync(browser, one))["id_token"]!).GetPayloadValue<string>("sid");
        Assert.Equal(sid, Token((await TokensAsync(browser, one))["id_token"]!).GetPayloadValue<string>("sid"));
        Assert.NotEqual(sid, Token((await TokensAsync(browser, two))["id_token"]!).GetPayloadValue<string>("sid"));
    }

    private async Task<Json> PersonAsync(string scope, params (string Name, string? Value)[] changes)
    {
        var service = await ServiceAsync();
        using var browser = await PupilBrowserAsync();
        var tokens = await TokensAsync(browser, service, [("scope", scope), .. changes]);
        return await UserInfoAsync(tokens["access_token"]!);
    }

    private async Task<Json> TokensAsync()
    {
        var service = await ServiceAsync(contract => contract.Audience = Audience.Pupils);
        using var browser = await PupilBrowserAsync();
        return await TokensAsync(browser, service);
    }
}
