using System.IO.Compression;
using System.Text;
using AngleSharp.Html.Dom;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Guardians;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Protocols.Saml.Keys;
using EduConnect.Web.Tests.Protocols.Oidc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>Its own provider: these tests renew keys.</summary>
public sealed class SchemaFixture() : OidcHost(Engine.Sqlite);

/// <summary>Every kind of message we write is valid by the schemas of OASIS and W3C: strict parsers of ENTs refuse anything else (federation.md a.3).</summary>
[Trait("Rule", "S-SA1")]
public sealed class SchemaTests(SchemaFixture fixture) : SamlSuite(fixture), IClassFixture<SchemaFixture>
{
    [Fact]
    public async Task The_verifier_sees_what_is_wrong()
    {
        var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var xml = Response(await SsoAsync(browser, sp)).Xml;
        Assert.Empty(await Xmllint.FaultsAsync(xml));
        foreach (var (part, wrong) in new[] { (" ID=\"_", " ID=\"9"), ("IssueInstant=\"", "IssueInstant=\"x"), ("AudienceRestriction", "AudienceRestrict"), ("<DigestMethod Algorithm=", "<DigestMethod Algorithme="), ("Version=\"2.0\"", "Versio=\"2.0\"") })
        {
            var damaged = xml.Replace(part, wrong, StringComparison.Ordinal);
            Assert.NotEqual(xml, damaged);
            Assert.True((await Xmllint.FaultsAsync(damaged)).Length > 0, part);
        }
    }

    [Fact]
    public async Task Metadata_also_while_keys_roll_over()
    {
        Assert.Empty(await Xmllint.FaultsAsync(await MetadataAsync()));
        App.Services.GetRequiredService<SamlKeys>().Renew();
        var both = await MetadataAsync();
        Assert.True(both.Split("<ds:X509Certificate>").Length > 2, both);
        Assert.Empty(await Xmllint.FaultsAsync(both));
    }

    [Theory]
    [InlineData(SamlNameId.Transient)]
    [InlineData(SamlNameId.Persistent)]
    public async Task Answers_about_pupils_and_guardians(SamlNameId form)
    {
        var sp = await SpAsync(contract => contract.Saml!.NameId = form);
        using var pupil = await PupilBrowserAsync();
        Assert.Empty(await Xmllint.FaultsAsync(Response(await SsoAsync(pupil, sp)).Xml));
        using var guardian = await GuardianBrowserAsync();
        var answer = Response(await SsoAsync(guardian, sp));
        Assert.Equal(2, answer.Attribute("FrEduVecteur").Length);
        Assert.Empty(await Xmllint.FaultsAsync(answer.Xml));
        Assert.Empty(await Xmllint.FaultsAsync(Response(await FollowAsync(pupil, QueryHelpers.AddQueryString(SamlPaths.Unsolicited, "providerId", sp.EntityId))).Xml));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<md:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#aes128-cbc\"/>")]
    public async Task Enciphered_answers_and_what_is_inside(string method)
    {
        var sp = await SpAsync(encrypted: true, method: method);
        using var browser = await PupilBrowserAsync();
        var answer = Response(await SsoAsync(browser, sp));
        Assert.NotNull(answer.Node("//a:EncryptedAssertion"));
        Assert.Empty(await Xmllint.FaultsAsync(answer.Xml));
        var clear = new SamlAnswer(string.Empty, await Xmlsec.DecryptAsync(answer.Xml, sp.Key), string.Empty);
        Assert.Empty(await Xmllint.FaultsAsync(clear.Node("//a:EncryptedAssertion/a:Assertion")!.OuterXml));
    }

    [Fact]
    public async Task Refusals()
    {
        var (sp, pupilsOnly) = (await SpAsync(), await SpAsync(contract => (contract.Audience, contract.Degrees) = (Audience.Pupils, DegreeSet.Second)));
        using var nobody = Browser();
        using var guardian = await GuardianBrowserAsync();
        List<SamlAnswer> refusals =
        [
            Response(await SsoAsync(nobody, sp, "IsPassive=\"true\"")),
            Response(await SsoAsync(guardian, pupilsOnly, "IsPassive=\"true\"")),
            Response(await SsoAsync(guardian, sp, body: "<samlp:NameIDPolicy Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos\"/>")),
            Response(await SsoAsync(guardian, sp, body: "<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>")),
        ];
        Assert.Equal(4, refusals.Select(refusal => refusal.Status).Distinct().Count());
        foreach (var refusal in refusals)
        {
            Assert.DoesNotContain("Success", refusal.Status, StringComparison.Ordinal);
            Assert.Empty(await Xmllint.FaultsAsync(refusal.Xml));
        }
    }

    [Theory]
    [InlineData("HTTP-Redirect")]
    [InlineData("HTTP-POST")]
    public async Task Requests_and_answers_at_sign_out_done_in_part_and_refused(string binding)
    {
        var (first, second) = (await SpAsync(logout: binding), await SpAsync(logout: binding));
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, first));
        var own = Response(await SsoAsync(browser, second));
        var wrong = LogoutRequest(second, own).Replace(own["//a:NameID"]!, "_somebody", StringComparison.Ordinal);
        var refused = Sent(await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + second.Query(wrong)), "SAMLResponse");
        Assert.Equal("Requester UnknownPrincipal", refused.Status);
        var tour = await FollowAsync(browser, SamlPaths.LogoutByRedirect + "?" + first.Query(LogoutRequest(first, entered)));
        var told = Sent(tour, "SAMLRequest");
        Assert.NotNull(told.Node("/p:LogoutRequest"));
        var end = await browser.GetAsync(tour.Document.QuerySelector("main a.button")!.GetAttribute("href")!);
        var partial = Sent(end, "SAMLResponse");
        Assert.Equal("Success PartialLogout", partial.Status);
        foreach (var message in new[] { refused, told, partial })
        {
            Assert.Empty(await Xmllint.FaultsAsync(message.Xml));
        }
    }

    private async Task<string> MetadataAsync()
    {
        using var browser = Browser();
        return (await browser.GetAsync(SamlPaths.Metadata)).Body;
    }

    private async Task<PageClient> GuardianBrowserAsync()
    {
        await using var main = App.Main();
        var data = new TestData(main);
        var guardian = data.Guardian(data.Pupil(data.School()), others: data.Pupil(data.School()));
        guardian.Account.State = AccountState.Activated;
        await data.SaveAsync();
        await Children.LinksOf(main, guardian.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.Statement, LinkStatement.Confirmed), Cancellation);
        return await SignedInAsync(guardian.Account);
    }

    /// <summary>A message on its way: in the address of a redirection, a frame or a link, or in a form.</summary>
    private static SamlAnswer Sent(Page page, string name)
    {
        var addresses = new[] { page.Response.Headers.Location?.ToString() }
            .Concat(page.Document.QuerySelectorAll("iframe[src], a[href]").Select(element => element.GetAttribute("src") ?? element.GetAttribute("href"))).OfType<string>();
        foreach (var address in addresses.Where(address => address.Contains(name + "=", StringComparison.Ordinal)))
        {
            using var inflater = new DeflateStream(new MemoryStream(Convert.FromBase64String(QueryHelpers.ParseQuery(new Uri(address).Query)[name]!)), CompressionMode.Decompress);
            using var reader = new StreamReader(inflater);
            return new(address, reader.ReadToEnd(), string.Empty);
        }

        var input = page.Document.QuerySelector($"input[name={name}]") as IHtmlInputElement;
        Assert.True(input is not null, $"{page.Status} {page.Address}: {page.Text}");
        return new(string.Empty, Encoding.UTF8.GetString(Convert.FromBase64String(input!.Value)), string.Empty);
    }
}
