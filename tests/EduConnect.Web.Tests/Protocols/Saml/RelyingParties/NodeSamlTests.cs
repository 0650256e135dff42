using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EduConnect.Core.Federation.Registry;
using EduConnect.Testing;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

namespace EduConnect.Web.Tests.Protocols.Saml.RelyingParties;

/// <summary>npm @node-saml/node-saml, strict settings: its own metadata entered, signed requests, signed and enciphered answers, sign-out.</summary>
public sealed class NodeSamlTests
{
    private const string Callback = "http://localhost:9/acs";
    private const string LogoutCallback = "http://localhost:9/slo";

    [Theory]
    [InlineData("GET", "false")]
    [InlineData("POST", "true")]
    public async Task A_whole_visit(string method, string encrypted)
    {
        Require.Executable("node");
        var folder = Path.Combine(Checkout.Root, "tests", "relying-parties");
        Require.Component(Directory.Exists(Path.Combine(folder, "node_modules", "@node-saml")), "npm ci was not run in tests/relying-parties");
        await using var host = await RealHost.StartAsync();
        using var sp = new TestSp("node-saml");
        using var peer = Start(folder, host.App.Address, sp, method, encrypted);
        var metadata = Encoding.UTF8.GetString(Convert.FromBase64String(await ReadAsync(peer, "metadata")));
        await host.EnterAsync(WithLogoutByRedirect(metadata), contract => (contract.Audience, contract.Saml!.RequestsAreSigned) = (Audience.Pupils, true));
        await peer.StandardInput.WriteLineAsync("go");

        using var browser = host.App.Browser();
        var asked = await ReadAsync(peer, "authorize");
        var page = await host.SignInAsync(browser, method == "GET" ? asked : await PostAsync(browser, asked));
        var fields = page.Form().QuerySelectorAll("input").Cast<IHtmlInputElement>().ToDictionary(input => input.Name!, input => input.Value);
        Assert.Equal((Callback, "là"), (page.Form().GetAttribute("action"), fields["RelayState"]));
        await peer.StandardInput.WriteLineAsync(fields["SAMLResponse"]);

        var profile = JsonDocument.Parse(await ReadAsync(peer, "profile")).RootElement;
        Assert.Equal((host.App.Address + "/idp", "Inès"), (profile.GetProperty("issuer").GetString(), profile.GetProperty("attributes").GetProperty("urn:oid:2.5.4.42").GetString()));
        Assert.StartsWith("4|MOREL|Inès|", profile.GetProperty("attributes").GetProperty("FrEduVecteur").GetString(), StringComparison.Ordinal);
        var left = await host.FollowAsync(browser, await browser.GetAsync(await ReadAsync(peer, "logout")));
        await peer.StandardInput.WriteLineAsync(left.Response.Headers.Location!.ToString());
        var outcome = JsonDocument.Parse(await ReadAsync(peer, "left")).RootElement;
        Assert.Equal((true, "fini"), (outcome.GetProperty("loggedOut").GetBoolean(), outcome.GetProperty("relayState").GetString()));
        var after = await browser.GetAsync("/portail");
        Assert.StartsWith("/connexion", after.Response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Posts the service's own form; where it leads.</summary>
    private static async Task<string> PostAsync(PageClient browser, string html)
    {
        var document = await new HtmlParser().ParseDocumentAsync(Encoding.UTF8.GetString(Convert.FromBase64String(html)), TestContext.Current.CancellationToken);
        var form = document.Forms.Single();
        browser.FollowRedirects = false;
        var page = await browser.PostAsync(form.GetAttribute("action")!, form.QuerySelectorAll("input[name]").Cast<IHtmlInputElement>().Select(input => new KeyValuePair<string, string>(input.Name!, input.Value)));
        return page.Response.Headers.Location!.ToString();
    }

    /// <summary>It announces HTTP-POST for sign-out, but checks InResponseTo of answers in a query only.</summary>
    private static string WithLogoutByRedirect(string metadata) => metadata.Replace(
        "SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST", "SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect", StringComparison.Ordinal);

    private static Process Start(string folder, string origin, TestSp sp, string method, string encrypted)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "node-saml.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["METADATA"] = origin + SamlPaths.Metadata;
        start.Environment["ISSUER"] = sp.EntityId;
        start.Environment["CALLBACK"] = Callback;
        start.Environment["LOGOUT_CALLBACK"] = LogoutCallback;
        start.Environment["PRIVATE_KEY"] = sp.Key.ExportPkcs8PrivateKeyPem();
        start.Environment["CERTIFICATE"] = new string(PemEncoding.Write("CERTIFICATE", sp.Certificate.RawData));
        start.Environment["ENCRYPTED"] = encrypted;
        start.Environment["METHOD"] = method;
        return Process.Start(start)!;
    }

    private static async Task<string> ReadAsync(Process peer, string word)
    {
        var line = await peer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "nothing";
        Assert.True(line.StartsWith(word + " ", StringComparison.Ordinal), line);
        return line[(word.Length + 1)..];
    }
}
