using System.Net;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using EduConnect.Core.Federation.Saml;
using EduConnect.Testing.Fuzzing;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc;
using EduConnect.Web.Tests.Protocols.Saml;

namespace EduConnect.Web.Tests.Protocols.Fuzzing;

/// <summary>Everything a stranger can send to the SAML identity provider, damaged before and after it is encoded, and metadata of services.</summary>
[Collection(OidcCollection.Name)]
[Trait("Kind", "Fuzz")]
public sealed partial class SamlFuzzTests(OidcFixture fixture) : FuzzSuite(fixture)
{
    private const string Details = """<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient" AllowCreate="true"/><samlp:RequestedAuthnContext Comparison="exact"><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>""";

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task Damaged_messages_are_answered()
    {
        using var sp = await SpAsync();
        using var browser = await PupilBrowserAsync();
        var entered = Response(await SsoAsync(browser, sp));
        var cookie = browser.Cookies.GetCookies(new Uri(App.Address))["session"]!.Value;
        await RunAsync(Targets(sp, LogoutRequest(sp, entered)), cookie);
    }

    [Fact]
    [Trait("Rule", "S-SA1")]
    public void Damaged_metadata_are_read_or_refused()
    {
        using var sp = new TestSp("urn:fi:ent:prod-1-edu:1.0");
        var good = sp.Metadata(signing: true, encrypted: true);
        Assert.NotNull(SamlMetadataReader.Read(good, out _));
        var (read, refused) = (0, 0);
        for (var number = 0; number < FuzzRun.Inputs / 4; number++)
        {
            var dice = new Mutator(FuzzRun.Seed + number, Words.All);
            var terms = SamlMetadataReader.Read(number % 2 == 0 ? dice.Damage(good) : OneValue(dice, good), out var reason);
            Assert.True(terms is null != reason is null, $"{number}: {reason}");
            (read, refused) = terms is null ? (read, refused + 1) : (read + 1, refused);
        }

        Assert.True(read > 0 && refused > 0);
    }

    private List<FuzzTarget> Targets(TestSp sp, string logout)
    {
        var (redirected, posted) = (sp.Request(Clock.UtcNow, SsoAddress, body: Details), sp.Sign(sp.Request(Clock.UtcNow, PostAddress, body: Details)));
        string Encoded(string xml) => Convert.ToBase64String(Encoding.UTF8.GetBytes(xml));
        string Form(string encoded) => "SAMLRequest=" + Uri.EscapeDataString(encoded) + "&RelayState=a";
        var unsolicited = $"providerId={Uri.EscapeDataString(sp.EntityId)}&shire={Uri.EscapeDataString(sp.Consumer)}&target=a&time=1";
        return
        [
            new("SSO by redirect, message", dice => new(SamlPaths.SsoByRedirect, sp.Query(dice.Damage(redirected), "a", algorithm: null)), new(SamlPaths.SsoByRedirect, sp.Query(redirected, "a")), 302),
            new("SSO by redirect, one value", dice => new(SamlPaths.SsoByRedirect, sp.Query(OneValue(dice, redirected), "a", algorithm: null)), new(SamlPaths.SsoByRedirect, sp.Query(redirected, "a")), 302),
            new("SSO by redirect, query", dice => new(SamlPaths.SsoByRedirect, dice.Damage(sp.Query(redirected, "a"))), new(SamlPaths.SsoByRedirect, sp.Query(redirected)), 302),
            new("SSO by redirect, deflated", dice => new(SamlPaths.SsoByRedirect, "SAMLRequest=" + Uri.EscapeDataString(dice.DamageBase64(TestSp.Deflate(redirected)))), new(SamlPaths.SsoByRedirect, "SAMLRequest=" + Uri.EscapeDataString(TestSp.Deflate(redirected))), 302),
            new("SSO by form, message", dice => new(SamlPaths.SsoByPost, Form: Form(Encoded(dice.Damage(posted)))), new(SamlPaths.SsoByPost, Form: Form(Encoded(posted))), 303),
            new("SSO by form, one value", dice => new(SamlPaths.SsoByPost, Form: Form(Encoded(OneValue(dice, posted)))), new(SamlPaths.SsoByPost, Form: Form(Encoded(posted))), 303),
            new("SSO by form, form", dice => new(SamlPaths.SsoByPost, Form: dice.Damage(Form(Encoded(posted)))), new(SamlPaths.SsoByPost, Form: Form(Encoded(posted))), 303),
            new("unsolicited", dice => new(SamlPaths.Unsolicited, dice.Damage(unsolicited)), new(SamlPaths.Unsolicited, unsolicited), 302),
            new("logout", dice => new(SamlPaths.LogoutByRedirect, sp.Query(dice.Damage(logout), "a", algorithm: null)), new(SamlPaths.LogoutByRedirect, "SAMLRequest=a"), 400),
            new("logout, one value", dice => new(SamlPaths.LogoutByRedirect, sp.Query(OneValue(dice, logout), "a")), new(SamlPaths.LogoutByRedirect, "SAMLRequest=a"), 400),
            new("next step", dice => new(SamlPaths.Continue, dice.Damage("demande=" + new string('A', 60))), new(SamlPaths.Continue, "demande=A"), 400),
        ];
    }

    /// <summary>The message with one attribute or one text damaged, still XML most of the time.</summary>
    private static string OneValue(Mutator dice, string xml) => dice.DamageInside(xml, Values(), WebUtility.HtmlDecode!, SecurityElement.Escape!);

    [GeneratedRegex("(?<==\")[^\"<>]+(?=\")|(?<=>)[^<>]+(?=<)")]
    private static partial Regex Values();
}
