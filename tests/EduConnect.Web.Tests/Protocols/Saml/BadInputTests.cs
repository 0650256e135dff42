using System.Net;
using System.Text;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>What must not get through, sent as an attacker or a broken service sends it. Nothing of it is answered to anybody (S-SA1, S-SA2, S-XM1).</summary>
[Collection(OidcCollection.Name)]
public sealed class BadInputTests(OidcFixture fixture) : SamlSuite(fixture)
{
    [Theory]
    [Trait("Rule", "S-SA1")]
    [InlineData("S13", "AssertionConsumerServiceURL=\"https://evil.example/acs\"")]
    [InlineData("S13", "AssertionConsumerServiceURL=\"https://sp.example.evil.example/\"")]
    [InlineData("S13", "AssertionConsumerServiceIndex=\"3\"")]
    [InlineData("S13", "AssertionConsumerServiceIndex=\"-1\"")]
    [InlineData("S13", "AssertionConsumerServiceURL=\"\"")]
    [InlineData("S14", "ForceAuthn=\"peut-être\"")]
    [InlineData("S14", "IsPassive=\"TRUE\"")]
    public async Task Wrong_attributes_stay_here(string id, string attributes)
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        AssertStays(await SsoAsync(browser, sp, attributes), id);
    }

    [Theory]
    [Trait("Rule", "S-SA1")]
    [InlineData("S04", "Version=\"2.0\"", "Version=\"1.1\"")]
    [InlineData("S05", "ID=\"_", "ID=\"1_")]
    [InlineData("S05", " ID=", " Id=")]
    [InlineData("S06", "<saml:Issuer>", "<saml:Issuer>urn:")]
    [InlineData("S06", "saml:Issuer>", "samlp:Issuer>")]
    [InlineData("S07", "<saml:Issuer>", "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">")]
    [InlineData("S03", "samlp:AuthnRequest", "samlp:LogoutRequest")]
    [InlineData("S11", "/Redirect/SSO", "/POST/SSO")]
    [InlineData("S11", "Destination=", "Ziel=")]
    [InlineData("S12", "IssueInstant=\"20", "IssueInstant=\"19")]
    [InlineData("S12", "IssueInstant=\"20", "IssueInstant=\"29")]
    [InlineData("S12", "IssueInstant=", "Instant=")]
    [InlineData("S12", "Z\"", "\"")]
    [InlineData("S01", "<saml:Issuer>", "<saml:Issuer><!-- x -->")]
    [InlineData("S01", "<saml:Issuer>", "<saml:Issuer><?x y?>")]
    [InlineData("S01", "<samlp:AuthnRequest", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><samlp:AuthnRequest")]
    [InlineData("S01", "<samlp:AuthnRequest", "<!DOCTYPE a><samlp:AuthnRequest")]
    [InlineData("S01", "</samlp:AuthnRequest>", "")]
    [InlineData("S01", "</saml:Issuer>", "<![CDATA[x]]></saml:Issuer>")]
    public async Task Wrong_messages_stay_here(string id, string from, string to)
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var xml = sp.Request(Clock.UtcNow, SsoAddress);
        Assert.Contains(from, xml, StringComparison.Ordinal);
        AssertStays(await SendAsync(browser, sp.Query(xml.Replace(from, to, StringComparison.Ordinal))), id);
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task Signatures_of_a_query()
    {
        var sp = await SpAsync(signing: true);
        using var other = new TestSp("other");
        using var browser = await PupilBrowserAsync();
        var xml = sp.Request(Clock.UtcNow, SsoAddress);
        var good = sp.Query(xml, "r");
        AssertStays(await SendAsync(browser, sp.Query(xml, "r", algorithm: null)), "S10");
        AssertStays(await SendAsync(browser, sp.Query(xml, "r", key: other.Key)), "S09");
        AssertStays(await SendAsync(browser, sp.Query(xml, "r", TestSp.RsaSha1)), "S09");
        AssertStays(await SendAsync(browser, good.Replace("RelayState=r", "RelayState=s", StringComparison.Ordinal)), "S09");
        AssertStays(await SendAsync(browser, good.Replace("&RelayState=r", string.Empty, StringComparison.Ordinal)), "S09");
        AssertStays(await SendAsync(browser, good.Replace("rsa-sha256", "hmac-sha256", StringComparison.Ordinal)), "S09");
        AssertStays(await SendAsync(browser, good.Split("&Signature=")[0]), "S01");
        AssertStays(await SendAsync(browser, good + "&RelayState=r"), "S01");
        AssertStays(await SendAsync(browser, good + "&SAMLRequest=x"), "S01");
        AssertStays(await SendAsync(browser, good + "&SAMLEncoding=urn:other"), "S01");
        Assert.Equal("Success", Response(await SendAsync(browser, good)).Status);
    }

    [Fact]
    [Trait("Rule", "S-SA2")]
    public async Task Signatures_inside_a_message_and_every_way_of_wrapping_it()
    {
        var sp = await SpAsync(signing: true);
        var signed = sp.Sign(sp.Request(Clock.UtcNow, PostAddress, body: "<samlp:Extensions/>", id: "_good"));
        var signature = signed[signed.IndexOf("<Signature", StringComparison.Ordinal)..(signed.IndexOf("</Signature>", StringComparison.Ordinal) + "</Signature>".Length)];
        var unsigned = signed.Replace(signature, string.Empty, StringComparison.Ordinal);
        var evil = unsigned.Replace("_good", "_evil", StringComparison.Ordinal).Replace("<samlp:AuthnRequest", $"<samlp:AuthnRequest AssertionConsumerServiceURL=\"{sp.OtherConsumer}\"", StringComparison.Ordinal);
        string Around(string message, string inside) => message.Replace("<samlp:Extensions />", $"<samlp:Extensions>{inside}</samlp:Extensions>", StringComparison.Ordinal).Replace("<samlp:Extensions/>", $"<samlp:Extensions>{inside}</samlp:Extensions>", StringComparison.Ordinal);
        string WithSignature(string message) => message.Replace("</saml:Issuer>", "</saml:Issuer>" + signature, StringComparison.Ordinal);
        Dictionary<string, string> attacks = new()
        {
            ["S10"] = unsigned,
            ["changed"] = signed.Replace("<samlp:AuthnRequest", "<samlp:AuthnRequest ForceAuthn=\"true\"", StringComparison.Ordinal),
            ["signature moved to another message"] = WithSignature(evil),
            ["signed one inside, signature outside"] = Around(WithSignature(evil), unsigned),
            ["whole signed one inside"] = Around(evil, signed),
            ["same identifier twice"] = Around(WithSignature(evil.Replace("_evil", "_good", StringComparison.Ordinal)), unsigned),
            ["signed one inside the signature"] = WithSignature(evil).Replace("</Signature>", $"<Object>{unsigned}</Object></Signature>", StringComparison.Ordinal),
            ["two signatures"] = WithSignature(signed),
            ["deeper signature"] = Around(unsigned, signature),
            ["empty reference"] = sp.Sign(unsigned.Replace("_good", "_empty", StringComparison.Ordinal), change => ((System.Security.Cryptography.Xml.Reference)change.SignedInfo!.References[0]!).Uri = string.Empty),
            ["another transform"] = sp.Sign(unsigned, change => ((System.Security.Cryptography.Xml.Reference)change.SignedInfo!.References[0]!).AddTransform(new System.Security.Cryptography.Xml.XmlDsigC14NTransform())),
            ["inclusive canonicalization"] = sp.Sign(unsigned, change => change.SignedInfo!.CanonicalizationMethod = System.Security.Cryptography.Xml.SignedXml.XmlDsigC14NTransformUrl),
        };
        foreach (var (name, xml) in attacks)
        {
            using var browser = await PupilBrowserAsync();
            var page = await PostAsync(browser, xml);
            Assert.True(page.Status is HttpStatusCode.BadRequest, name);
            AssertStays(page, name == "S10" ? "S10" : name is "whole signed one inside" or "deeper signature" ? "S10" : "S09");
        }

        using var last = await PupilBrowserAsync();
        Assert.Equal("Success", Response(await FollowAsync(last, await PostAsync(last, signed))).Status);
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task Bombs_and_floods()
    {
        var sp = await SpAsync();
        using var browser = Browser();
        AssertStays(await browser.GetAsync(SamlPaths.SsoByRedirect), "S01");
        AssertStays(await SendAsync(browser, "SAMLRequest=%25%25"), "S01");
        AssertStays(await SendAsync(browser, "SAMLRequest=" + Uri.EscapeDataString(Convert.ToBase64String(new byte[300]))), "S01");
        AssertStays(await SendAsync(browser, "SAMLRequest=" + Uri.EscapeDataString(TestSp.Deflate(new string('a', 4_000_000)))), "S01");
        AssertStays(await SendAsync(browser, "SAMLRequest=" + Uri.EscapeDataString(TestSp.Deflate(sp.Request(Clock.UtcNow, SsoAddress, body: string.Concat(Enumerable.Repeat("<a>", 8000)) + string.Concat(Enumerable.Repeat("</a>", 8000)))))), "S01");
        AssertStays(await SendAsync(browser, "SAMLRequest=" + Uri.EscapeDataString(TestSp.Deflate("<a>" + string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40)) + "</a>"))), "S01");
        AssertStays(await SendAsync(browser, sp.Query(sp.Request(Clock.UtcNow, SsoAddress), new string('r', 4097), algorithm: null)), "S02");
        AssertStays(await SendAsync(browser, sp.Query(sp.Request(Clock.UtcNow, SsoAddress), new string('é', 2049), algorithm: null)), "S02");
        AssertStays(await browser.PostAsync(SamlPaths.SsoByPost, [new("SAMLRequest", Convert.ToBase64String(new byte[50_000]))]), "S01");
        AssertStays(await browser.PostAsync(SamlPaths.SsoByPost, [new("SAMLRequest", "PGE+"), new("SAMLResponse", "PGE+")]), "S01");
        AssertStays(await browser.PostAsync(SamlPaths.SsoByPost, [new("SAMLRequest", "PGE+"), new("RelayState", new string('r', 70_000))]), "S01");
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.UTF32, Encoding.Latin1 })
        {
            var bytes = encoding.GetBytes("<?xml version=\"1.0\" encoding=\"" + encoding.WebName + "\"?><a>é</a>");
            AssertStays(await browser.PostAsync(SamlPaths.SsoByPost, [new("SAMLRequest", Convert.ToBase64String(bytes))]), "S01");
        }
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task A_closed_service_and_an_unknown_one_are_not_answered()
    {
        var sp = await SpAsync(contract => contract.Enabled = false);
        using var browser = await PupilBrowserAsync();
        AssertStays(await SsoAsync(browser, sp), "S08");
        using var stranger = new TestSp("urn:nobody");
        var page = await SsoAsync(browser, stranger);
        AssertStays(page, "S06");
        Assert.DoesNotContain("urn:nobody", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Requester InvalidNameIDPolicy", "<samlp:NameIDPolicy Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"/>", "")]
    [InlineData("Requester InvalidNameIDPolicy", "<samlp:NameIDPolicy SPNameQualifier=\"urn:another\"/>", "")]
    [InlineData("Requester RequestUnsupported", "<saml:Subject><saml:NameID>x</saml:NameID></saml:Subject>", "")]
    [InlineData("Responder NoAuthnContext", "<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>", "")]
    [InlineData("Requester UnsupportedBinding", "", "ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact\"")]
    public async Task What_cannot_be_given_is_told_to_the_service(string status, string body, string attributes)
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var answer = Response(await SsoAsync(browser, sp, attributes, body));
        Assert.Equal((status, sp.Consumer, "etat"), (answer.Status, answer.Address, answer.RelayState));
        Assert.Null(answer.Node("//a:Assertion"));
        var lenient = await SpAsync(contract => contract.Saml!.IsLenient = true);
        if (body.Contains("emailAddress", StringComparison.Ordinal) || body.Contains("X509", StringComparison.Ordinal))
        {
            Assert.Equal("Success", Response(await SsoAsync(browser, lenient, attributes, body)).Status);
        }
    }

    private static Task<EduConnect.Testing.Web.Page> PostAsync(EduConnect.Testing.Web.PageClient browser, string xml) =>
        browser.PostAsync(SamlPaths.SsoByPost, [new("SAMLRequest", Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)))]);
}
