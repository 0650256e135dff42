using System.Diagnostics;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Protocols.Oidc.RelyingParties;

/// <summary>
/// npm openid-client, a certified relying party: discovery, code, userinfo, signed userinfo, refresh, introspection, revocation, sign-out, pushed requests, tokens bound to a key (DPoP), a key set
/// at an address; and a logout token that npm jose verifies.
/// </summary>
public sealed class OpenIdClientTests
{
    private const string Redirect = "http://localhost:9/cb";

    [Theory]
    [InlineData("client_secret_basic", TokenSigning.RS256, false)]
    [InlineData("client_secret_basic", TokenSigning.RS256, true, TokenSigning.RS256)]
    [InlineData("client_secret_post", TokenSigning.ES256, false)]
    [InlineData("private_key_jwt", TokenSigning.ES256, false)]
    [InlineData("private_key_jwt", TokenSigning.ES256, true, TokenSigning.ES256)]
    [InlineData("none", TokenSigning.RS256, false)]
    [InlineData("none", TokenSigning.ES256, false, null, true)]
    [InlineData("private_key_jwt", TokenSigning.ES256, true, null, true)]
    public async Task A_whole_visit(string method, TokenSigning signing, bool pushed, TokenSigning? userInfo = null, bool bound = false)
    {
        Require.Executable("node");
        var folder = Path.Combine(Checkout.Root, "tests", "relying-parties");
        Require.Component(Directory.Exists(Path.Combine(folder, "node_modules", "openid-client")), "npm ci was not run in tests/relying-parties");
        await using var host = await RealHost.StartAsync();
        var secret = ClientSecret.Format(new byte[32]);
        using var client = Start(folder, host.App.Address, method, secret, pushed, userInfo, bound);
        var address = await ReadAsync(client, "address");
        string? keys = null;
        if (method is "private_key_jwt")
        {
            keys = await ReadAsync(client, "keys");
        }

        await host.RegisterAsync(Redirect, contract =>
        {
            contract.Authentication = Method(method);
            contract.SecretHash = method.StartsWith("client_secret", StringComparison.Ordinal) ? ClientSecret.Hash(secret) : null;
            (contract.PublicKeys, contract.KeysUri) = (pushed ? null : keys, pushed ? keys : null);
            (contract.Signing, contract.UserInfoSigning, contract.BackChannelLogoutUri, contract.RequiresPushedRequests) = (signing, userInfo, address, pushed);
            contract.RequiresBoundTokens = bound;
        });
        if (keys is not null)
        {
            await client.StandardInput.WriteLineAsync("go");
        }

        if (pushed)
        {
            await ReadAsync(client, "ready");
            await client.StandardInput.WriteLineAsync("go");
        }

        using var browser = host.App.Browser();
        var answer = await host.SignInAsync(browser, await ReadAsync(client, "authorize"));
        await client.StandardInput.WriteLineAsync(answer.Response.Headers.Location!.ToString());
        var result = JsonDocument.Parse(await ReadAsync(client, "result")).RootElement;
        Assert.Equal("openid profile offline_access ect.scope.cnx", result.GetProperty("scope").GetString());
        Assert.Equal("eleve", result.GetProperty("claims").GetProperty("acr").GetString());
        Assert.Equal(("MOREL", "Inès"), (result.GetProperty("userinfo").GetProperty("family_name").GetString(), result.GetProperty("userinfo").GetProperty("given_name").GetString()));
        Assert.Equal("ECT", result.GetProperty("userinfo").GetProperty("FrEduOrigAuth").GetString());
        Assert.Equal(bound ? "dpop" : "bearer", result.GetProperty("type").GetString());
        Assert.Equal("refused", result.GetProperty("afterRevocation").GetString());
        if (method is not "none")
        {
            Assert.True(result.GetProperty("introspected").GetProperty("active").GetBoolean());
        }

        var left = await browser.GetAsync(result.GetProperty("end").GetString()!);
        Assert.Equal(Redirect + "/bye?state=over", left.Response.Headers.Location!.ToString());
        Assert.Equal(1, await host.TellAsync());
        var told = JsonDocument.Parse(await ReadAsync(client, "told")).RootElement;
        Assert.Equal(result.GetProperty("claims").GetProperty("sid").GetString(), told.GetProperty("sid").GetString());
        Assert.Equal(result.GetProperty("claims").GetProperty("sub").GetString(), told.GetProperty("sub").GetString());
    }

    private static Process Start(string folder, string issuer, string method, string secret, bool pushed, TokenSigning? userInfo, bool bound)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "openid-client.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["ISSUER"] = issuer;
        start.Environment["CLIENT_ID"] = "real-relying-party";
        start.Environment["CLIENT_SECRET"] = secret;
        start.Environment["METHOD"] = method;
        start.Environment["REDIRECT_URI"] = Redirect;
        start.Environment["PAR"] = pushed ? "yes" : "no";
        start.Environment["DPOP"] = bound ? "yes" : "no";
        start.Environment["KEYS"] = pushed ? "address" : "set";
        start.Environment["USERINFO"] = userInfo?.ToString() ?? string.Empty;
        start.Environment["SCOPE"] = "openid profile offline_access ect.scope.cnx";
        return Process.Start(start)!;
    }

    private static async Task<string> ReadAsync(Process client, string word)
    {
        var line = await client.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "nothing";
        Assert.True(line.StartsWith(word + " ", StringComparison.Ordinal), line);
        return line[(word.Length + 1)..];
    }

    private static ClientAuthenticationMethod Method(string name) => name switch
    {
        "client_secret_basic" => ClientAuthenticationMethod.SecretBasic,
        "client_secret_post" => ClientAuthenticationMethod.SecretPost,
        "private_key_jwt" => ClientAuthenticationMethod.PrivateKeyJwt,
        _ => ClientAuthenticationMethod.None,
    };
}
