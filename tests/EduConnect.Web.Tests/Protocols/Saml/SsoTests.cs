using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>Sign-in asked by a service, from the request to the assertion (federation.md a).</summary>
[Collection(OidcCollection.Name)]
public sealed class SsoTests(OidcFixture fixture) : SamlSuite(fixture)
{
    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task A_pupil_who_is_signed_in_enters_at_once()
    {
        var sp = await SpAsync();
        var pupil = await PupilAsync();
        using var browser = await SignedInAsync(pupil.Account!);
        var id = TestSp.NewId();
        var answer = Response(await SsoAsync(browser, sp, id: id, relayState: "a\"<b>&é"));
        Assert.Equal((sp.Consumer, "a\"<b>&é", "Success"), (answer.Address, answer.RelayState, answer.Status));
        Assert.Equal((id, sp.Consumer, EntityId), (answer["/p:Response/@InResponseTo"], answer["/p:Response/@Destination"], answer["/p:Response/a:Issuer"]));
        Assert.Equal((id, sp.Consumer), (answer["//a:SubjectConfirmationData/@InResponseTo"], answer["//a:SubjectConfirmationData/@Recipient"]));
        Assert.Equal((EntityId, sp.EntityId), (answer["//a:Assertion/a:Issuer"], answer["//a:AudienceRestriction/a:Audience"]));
        Assert.Equal(("urn:oasis:names:tc:SAML:2.0:nameid-format:transient", sp.EntityId), (answer["//a:NameID/@Format"], answer["//a:NameID/@SPNameQualifier"]));
        Assert.True(answer["//a:NameID"]!.Length > 20 && answer["//a:AuthnStatement/@SessionIndex"]!.Length > 20);
        Assert.Equal(Clock.UtcNow.AddSeconds(-60), Moment(answer["//a:Conditions/@NotBefore"]), TimeSpan.FromSeconds(1));
        Assert.Equal(Clock.UtcNow.AddMinutes(5), Moment(answer["//a:Conditions/@NotOnOrAfter"]), TimeSpan.FromSeconds(1));
        Assert.Equal(Clock.UtcNow.AddMinutes(5), Moment(answer["//a:SubjectConfirmationData/@NotOnOrAfter"]), TimeSpan.FromSeconds(1));
        Assert.Equal("urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", answer["//a:AuthnContextClassRef"]);
    }

    [Fact]
    public async Task Attributes_have_their_oid_and_their_friendly_name()
    {
        var sp = await SpAsync();
        var pupil = await PupilAsync();
        using var browser = await SignedInAsync(pupil.Account!);
        var answer = Response(await SsoAsync(browser, sp));
        (string Oid, string Short)[] expected =
        [
            ("2.5.4.4", "sn"), ("2.5.4.42", "givenName"), ("1.3.6.1.4.1.20326.10.999.1.5", "FrEduUrlRetour"), ("1.3.6.1.4.1.20326.10.999.1.6", "FrEduCtDateConnexion"),
            ("1.3.6.1.4.1.20326.10.999.1.7", "FrEduCtPersonAffiliation"), ("1.3.6.1.4.1.20326.10.999.1.57", "FrEduCtId"), ("1.3.6.1.4.1.20326.10.999.1.64", "FrEduCtEleveINEHash"),
            ("1.3.6.1.4.1.20326.10.999.1.67", "FrEduCtDateNaissance"), ("1.3.6.1.4.1.20326.10.999.1.72", "FrEduCtEleveUAI"),
        ];
        Assert.All(expected, one => Assert.Equal("urn:oid:" + one.Oid, answer[$"//a:Attribute[@FriendlyName='{one.Short}']/@Name"]));
        Assert.All(expected, one => Assert.Equal(SamlNames.Uri, answer[$"//a:Attribute[@FriendlyName='{one.Short}']/@NameFormat"]));
        Assert.Equal(("MOREL", "Inès", "eleve2d"), (answer.Attribute("sn").Single(), answer.Attribute("givenName").Single(), answer.Attribute("FrEduCtPersonAffiliation").Single()));
        Assert.Matches(@"^4\|MOREL\|Inès\|[^|]+\|[0-9]{7}[A-Z]$", answer.Attribute("FrEduVecteur").Single());
        Assert.Matches(@"^\{AAF\}[^|]+\|2\|[^|]+$", answer.Attribute("FrEduCtRefId").Single());
        Assert.Matches("^[0-9a-f]{96}$", answer.Attribute("FrEduCtId").Single());
        Assert.Matches("^[0-9a-f]{32}$", answer.Attribute("FrEduCtEleveINEHash").Single());
        Assert.Equal((App.Address + "/idp/profile/Logout", "ECT"), (answer.Attribute("FrEduUrlRetour").Single(), answer.Attribute("FrEduOrigAuth").Single()));
        Assert.Equal("FrEduVecteur", answer["//a:Attribute[@FriendlyName='FrEduVecteur']/@Name"]);
    }

    [Fact]
    [Trait("Rule", "S-OI5")]
    public async Task Only_the_contract_goes_out()
    {
        var sp = await SpAsync(contract => contract.Claims = ["FrEduCtPersonAffiliation"]);
        using var browser = await PupilBrowserAsync();
        var answer = Response(await SsoAsync(browser, sp));
        Assert.Single(answer.Document.GetElementsByTagName("Attribute", SamlNames.Assertion));
        Assert.DoesNotContain("MOREL", answer.Xml, StringComparison.Ordinal);
        var bare = await SpAsync(contract => contract.Claims = []);
        Assert.Null(Response(await SsoAsync(browser, bare)).Node("//a:AttributeStatement"));
    }

    [Fact]
    [Trait("Rule", "S-OI5")]
    public async Task Identifiers_are_transient_or_pairwise()
    {
        var (one, two) = (await SpAsync(), await SpAsync());
        var account = (await PupilAsync()).Account!;
        using var browser = await SignedInAsync(account);
        const string Persistent = """<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" AllowCreate="true"/>""";
        async Task<string> NameAsync(TestSp sp, string body) => Response(await SsoAsync(browser, sp, body: body))["//a:NameID"]!;
        var (first, again, elsewhere) = (await NameAsync(one, ""), await NameAsync(one, ""), await NameAsync(two, ""));
        var (lasting, other) = (await NameAsync(one, Persistent), await NameAsync(two, Persistent));
        await SignInAsync(browser, account);
        Assert.Equal(first, again);
        Assert.Equal(lasting, await NameAsync(one, Persistent));
        Assert.Equal(6, new HashSet<string> { first, elsewhere, lasting, other, await NameAsync(one, ""), await NameAsync(two, "") }.Count);
        Assert.DoesNotContain(account.Id.ToString("N"), first + lasting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_signs_in_first_and_comes_back()
    {
        var sp = await SpAsync(contract => contract.Audience = Audience.Pupils);
        using var browser = Browser();
        var page = await SsoAsync(browser, sp);
        Assert.Equal("/connexion/eleve", page.Address.AbsolutePath);
        var asked = await browser.GetAsync(SamlPaths.SsoByRedirect + "?" + sp.Query(sp.Request(Clock.UtcNow, SsoAddress), new string('r', 4096)));
        var waiting = asked.Response.Headers.Location!.ToString();
        Assert.InRange(waiting.Length, 1, 8000);
        await SignInAsync(browser, (await PupilAsync()).Account!);
        Assert.Equal(new string('r', 4096), Response(await browser.GetAsync(waiting)).RelayState);
    }

    [Fact]
    public async Task A_form_brings_a_request_as_well()
    {
        var sp = await SpAsync(signing: true);
        using var browser = await PupilBrowserAsync();
        var xml = sp.Sign(sp.Request(Clock.UtcNow, PostAddress));
        Dictionary<string, string> fields = new() { ["SAMLRequest"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(xml)), ["RelayState"] = "x" };
        var page = await browser.PostAsync(SamlPaths.SsoByPost, fields);
        Assert.Equal(HttpStatusCode.SeeOther, page.Status);
        Assert.Equal("Success", Response(await FollowAsync(browser, page)).Status);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("""AssertionConsumerServiceIndex="2" """, 2)]
    [InlineData("""ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" """, 1)]
    public async Task The_answer_goes_to_a_registered_address(string attributes, int which)
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        Assert.Equal(which == 1 ? sp.Consumer : sp.OtherConsumer, Response(await SsoAsync(browser, sp, attributes)).Address);
        Assert.Equal(sp.OtherConsumer, Response(await SsoAsync(browser, sp, $"AssertionConsumerServiceURL=\"{sp.OtherConsumer}\"")).Address);
    }

    [Fact]
    public async Task Force_authn_asks_again_once_and_passive_never_shows_a_page()
    {
        var sp = await SpAsync();
        var account = (await PupilAsync()).Account!;
        using var browser = Browser();
        Assert.Equal("Responder NoPassive", Response(await SsoAsync(browser, sp, "IsPassive=\"true\"")).Status);
        await SignInAsync(browser, account);
        Assert.Equal("Success", Response(await SsoAsync(browser, sp, "IsPassive=\"1\"")).Status);
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("Responder NoPassive", Response(await SsoAsync(browser, sp, "IsPassive=\"true\" ForceAuthn=\"true\"")).Status);
        var asked = await browser.GetAsync(SamlPaths.SsoByRedirect + "?" + sp.Query(sp.Request(Clock.UtcNow, SsoAddress, "ForceAuthn=\"true\"")));
        var waiting = asked.Response.Headers.Location!.ToString();
        Assert.StartsWith("/connexion", (await browser.GetAsync(waiting)).Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        await SignInAsync(browser, account);
        Assert.Equal("Success", Response(await browser.GetAsync(waiting)).Status);
    }

    [Fact]
    public async Task A_pupils_service_turns_guardians_away_with_an_explanation_and_a_way_out()
    {
        var sp = await SpAsync(contract => contract.Audience = Audience.Pupils);
        await using var main = App.Main();
        var data = new TestData(main);
        var guardian = data.Guardian(data.Pupil(data.School()));
        guardian.Account.State = AccountState.Activated;
        await data.SaveAsync();
        using var browser = await SignedInAsync(guardian.Account);
        var page = await SsoAsync(browser, sp);
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("ENT Les Tilleuls est réservé aux élèves", page.Text, StringComparison.Ordinal);
        var back = page.Document.QuerySelectorAll("main a.button").Select(link => link.GetAttribute("href")!).Single(link => link.StartsWith(SamlPaths.Continue, StringComparison.Ordinal));
        var told = Response(await browser.GetAsync(back));
        Assert.Equal(("Responder RequestDenied", sp.Consumer, "etat"), (told.Status, told.Address, told.RelayState));
        Assert.Null(told.Node("//a:Assertion"));
        var unsolicited = await FollowAsync(browser, $"{SamlPaths.Unsolicited}?providerId={Uri.EscapeDataString(sp.EntityId)}");
        Assert.Equal(HttpStatusCode.Forbidden, unsolicited.Status);
        Assert.Equal("Responder RequestDenied", Response(await SsoAsync(browser, sp, "IsPassive=\"true\"")).Status);
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task A_request_is_answered_once()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var query = sp.Query(sp.Request(Clock.UtcNow, SsoAddress));
        Assert.Equal("Success", Response(await SendAsync(browser, query)).Status);
        AssertStays(await SendAsync(browser, query), "S18");
        using var other = await PupilBrowserAsync();
        AssertStays(await SendAsync(other, query), "S18");
    }

    [Fact]
    public async Task A_request_left_alone_expires_and_nobody_can_make_one_up()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var asked = await browser.GetAsync(SamlPaths.SsoByRedirect + "?" + sp.Query(sp.Request(Clock.UtcNow, SsoAddress)));
        var waiting = asked.Response.Headers.Location!.ToString();
        foreach (var forged in new[] { SamlPaths.Continue, SamlPaths.Continue + "?demande=", SamlPaths.Continue + "?demande=AAAA", waiting[..^4] + "AAAA", waiting + "&" + waiting.Split('?')[1] })
        {
            AssertStays(await browser.GetAsync(forged), "S17");
        }

        Clock.Advance(TimeSpan.FromMinutes(61));
        AssertStays(await browser.GetAsync(waiting), "S17");
    }

    [Fact]
    public async Task Entering_is_noted_in_the_journal_and_never_written_to_main()
    {
        var sp = await SpAsync();
        var account = (await PupilAsync()).Account!;
        using var browser = await SignedInAsync(account);
        Response(await SsoAsync(browser, sp));
        await using var store = App.Operational();
        var entry = await store.Set<JournalEntry>().SingleAsync(one => one.AccountId == account.Id && one.Code == "service.entered", Cancellation);
        Assert.StartsWith("{\"service\":\"saml", entry.Detail, StringComparison.Ordinal);
    }

    private static DateTime Moment(string? text) => DateTime.Parse(text!, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
