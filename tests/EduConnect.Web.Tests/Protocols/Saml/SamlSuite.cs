using System.Net;
using System.Text;
using System.Xml;
using AngleSharp.Html.Dom;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>Words for tests of the identity provider, beside those of <see cref="OidcSuite"/>: a service, its requests, our answers read.</summary>
public abstract class SamlSuite(OidcHost host) : OidcSuite(host)
{
    private static int _sequence;

    protected string SsoAddress => App.Address + SamlPaths.SsoByRedirect;

    protected string PostAddress => App.Address + SamlPaths.SsoByPost;

    protected string SloAddress => App.Address + SamlPaths.LogoutByRedirect;

    protected string EntityId => App.Address + "/idp";

    /// <summary>A registered service, from its metadata as an operator would enter it.</summary>
    protected async Task<TestSp> SpAsync(Action<Service>? change = null, bool signing = false, bool encrypted = false, string logout = "HTTP-Redirect", string method = "")
    {
        var number = Interlocked.Increment(ref _sequence);
        var sp = new TestSp($"urn:fi:ent:prod-{number}-edu:1.0") { Consumer = $"https://sp{number}.example/acs/", OtherConsumer = $"https://sp{number}.example/acs?kept=1", LogoutAddress = $"https://sp{number}.example/slo" };
        await EnterAsync(sp, $"saml{number}", change, sp.Metadata(signing, encrypted, logout, method));
        return sp;
    }

    protected async Task EnterAsync(TestSp sp, string clientId, Action<Service>? change, string metadata)
    {
        var terms = SamlMetadataReader.Read(metadata, out var reason);
        Assert.Null(reason);
        var contract = new Service
        {
            Id = Guid.CreateVersion7(),
            ClientId = clientId,
            Name = "ENT Les Tilleuls",
            Sector = new Uri(sp.Consumer).Host,
            Authentication = ClientAuthenticationMethod.None,
            Scopes = [ScopeNames.OpenId],
            Claims = [.. ClaimNames.All],
            Saml = terms,
            CreatedAt = Clock.UtcNow,
        };
        change?.Invoke(contract);
        Assert.Empty(ContractRules.Breaches(contract));
        await using var main = App.Main();
        main.Add(contract);
        await main.SaveChangesAsync(Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(2));
    }

    /// <summary>Sends a request by the HTTP-Redirect binding and follows it as long as it stays here.</summary>
    protected Task<Page> SsoAsync(PageClient browser, TestSp sp, string attributes = "", string body = "", string? relayState = "etat", string? id = null) =>
        SendAsync(browser, sp.Query(sp.Request(Clock.UtcNow, SsoAddress, attributes, body, id), relayState));

    protected Task<Page> SendAsync(PageClient browser, string query) => FollowAsync(browser, SamlPaths.SsoByRedirect + "?" + query);

    protected async Task<Page> FollowAsync(PageClient browser, string address) => await FollowAsync(browser, await browser.GetAsync(address));

    /// <summary>Follows redirections as long as they stay on this site; the sign-in page is an end.</summary>
    protected async Task<Page> FollowAsync(PageClient browser, Page page)
    {
        for (var hop = 0; hop < 8 && page.Response.Headers.Location is { } location; hop++)
        {
            var next = new Uri(page.Address, location);
            if (!next.ToString().StartsWith(App.Address + "/", StringComparison.Ordinal))
            {
                break;
            }

            page = await browser.GetAsync(next.ToString());
        }

        return page;
    }

    /// <summary>A request to sign out the person of an answer.</summary>
    protected string LogoutRequest(TestSp sp, SamlAnswer entered, string? id = null, string? destination = null) =>
        $"""<samlp:LogoutRequest xmlns:samlp="{SamlNames.Protocol}" xmlns:saml="{SamlNames.Assertion}" ID="{id ?? TestSp.NewId()}" Version="2.0" IssueInstant="{Clock.UtcNow:yyyy-MM-ddTHH:mm:ssZ}" Destination="{destination ?? SloAddress}"><saml:Issuer>{sp.EntityId}</saml:Issuer><saml:NameID>{entered["//a:NameID"]}</saml:NameID><samlp:SessionIndex>{entered["//a:AuthnStatement/@SessionIndex"]}</samlp:SessionIndex></samlp:LogoutRequest>""";

    /// <summary>The answer in the form of a page.</summary>
    protected static SamlAnswer Response(Page page)
    {
        Assert.True(page.Status is HttpStatusCode.OK, $"{page.Status}: {page.Text}");
        var form = page.Form();
        var fields = form.QuerySelectorAll("input").Cast<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        Assert.True(fields.ContainsKey("SAMLResponse"), page.Text);
        return new(form.GetAttribute("action")!, Encoding.UTF8.GetString(Convert.FromBase64String(fields["SAMLResponse"])), fields["RelayState"]);
    }
}

/// <summary>An answer as the service receives it; not verified.</summary>
public sealed record SamlAnswer(string Address, string Xml, string RelayState)
{
    private readonly Lazy<XmlDocument> _document = new(() =>
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(Xml);
        return document;
    });

    public XmlDocument Document => _document.Value;

    public string? this[string path] => Node(path)?.Value ?? Node(path)?.InnerText;

    public string Status => string.Join(' ', Document.SelectNodes("//p:StatusCode/@Value", Names)!.OfType<XmlAttribute>().Select(one => one.Value.Split(':')[^1]));

    public string[] Attribute(string friendlyName) =>
        [.. Document.SelectNodes($"//a:Attribute[@FriendlyName='{friendlyName}']/a:AttributeValue", Names)!.OfType<XmlElement>().Select(one => one.InnerText)];

    public XmlNode? Node(string path) => Document.SelectSingleNode(path, Names);

    private XmlNamespaceManager Names
    {
        get
        {
            var names = new XmlNamespaceManager(Document.NameTable);
            names.AddNamespace("p", SamlNames.Protocol);
            names.AddNamespace("a", SamlNames.Assertion);
            names.AddNamespace("d", SamlNames.Signature);
            names.AddNamespace("m", SamlNames.Metadata);
            return names;
        }
    }
}
