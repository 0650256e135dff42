using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Pushed;
using Microsoft.Extensions.Primitives;

namespace EduConnect.Web.Tests.Protocols.Oidc.Rules;

/// <summary>Every rule on authorization requests, alone: requests that obey, and those that do not.</summary>
public sealed class AuthorizeRulesTests
{
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [Fact]
    public void A_plain_request_breaks_no_rule() => Assert.Null(Id(Contract()));

    [Theory]
    [Trait("Rule", "S-OI1")]
    [InlineData("A01", "client_id=")]
    [InlineData("A03", "redirect_uri=")]
    [InlineData("A04", "redirect_uri=https://rp.example/cb/")]
    [InlineData("A04", "redirect_uri=https://rp.example/cb?x=1")]
    [InlineData("A04", "redirect_uri=https://rp.example/CB")]
    [InlineData("A04", "redirect_uri=https://rp.example:443/cb")]
    [InlineData("A04", "redirect_uri=HTTPS://rp.example/cb")]
    [InlineData("A04", "redirect_uri=https://rp.example/x/../cb")]
    [InlineData("A04", "redirect_uri=https://rp.example@evil.example/cb")]
    [InlineData("A04", "redirect_uri=https://rp.example/cb#f")]
    [InlineData("A04", "redirect_uri=javascript:alert(1)")]
    [InlineData("A11", "response_type=")]
    [InlineData("A12", "response_type=token")]
    [InlineData("A12", "response_type=id_token")]
    [InlineData("A12", "response_type=code id_token")]
    [InlineData("A13", "response_mode=fragment")]
    [InlineData("A14", "request=e30.e30.")]
    [InlineData("A15", "request_uri=https://rp.example/r")]
    [InlineData("A16", "registration={}")]
    [InlineData("A17", "scope=profile")]
    [InlineData("A17", "scope=")]
    [InlineData("A18", "code_challenge=;code_challenge_method=")]
    [InlineData("A19", "code_challenge_method=plain")]
    [InlineData("A19", "code_challenge_method=")]
    [InlineData("A19", "code_challenge_method=s256")]
    [InlineData("A20", "code_challenge=tooshort")]
    [InlineData("A20", "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM")]
    [InlineData("A21", "prompt=create")]
    [InlineData("A22", "prompt=none login")]
    [InlineData("A23", "max_age=-1")]
    [InlineData("A23", "max_age=soon")]
    [InlineData("A24", "claims={")]
    [InlineData("A24", """claims={"id_token":{"\ud800":null}}""")]
    [InlineData("A24", "claims=[]")]
    [InlineData("A24", """claims={"userinfo":[]}""")]
    [InlineData("A24", """claims={"id_token":{"acr":"eleve"}}""")]
    public void A_breach_has_its_reference(string id, string changes) => Assert.Equal(id, Id(Contract(), changes));

    [Theory]
    [InlineData("A05", "client_id")]
    [InlineData("A05", "redirect_uri")]
    [InlineData("A10", "scope")]
    [InlineData("A10", "state")]
    [InlineData("A10", "nonce")]
    [InlineData("A10", "code_challenge")]
    [InlineData("A10", "prompt")]
    public void A_repeated_parameter_is_refused(string id, string name)
    {
        var fields = Fields();
        fields[name] = new StringValues(["a", "b"]);
        Assert.Equal(id, Id(Contract(), fields));
    }

    [Fact]
    public void An_unknown_parameter_may_even_be_repeated()
    {
        var fields = Fields();
        fields["whatever"] = new StringValues(["a", "b"]);
        Assert.Null(Id(Contract(), fields));
    }

    [Theory]
    [InlineData("state=")]
    [InlineData("nonce=")]
    [InlineData("nonce=1;state=1")]
    [InlineData("display=wap;ui_locales=xx;claims_locales=xx;login_hint=somebody;acr_values=2")]
    [InlineData("response_mode=form_post")]
    [InlineData("response_mode=query")]
    [InlineData("max_age=0")]
    [InlineData("max_age=99999999999999")]
    [InlineData("prompt=login consent")]
    [InlineData("""claims={"userinfo":{"name":null,"unknown":{"essential":true}},"other":1}""")]
    public void What_a_service_may_do_is_not_refused(string changes) => Assert.Null(Id(Contract(), changes));

    [Fact]
    public void What_is_carried_along_has_bounds()
    {
        Assert.Equal("A26", Id(Contract(), "state=" + new string('s', 4001)));
        Assert.Equal("A26", Id(Contract(), "nonce=" + new string('n', 1001)));
        Assert.Null(Id(Contract(), "state=" + new string('s', 4000)));
        Assert.Equal("A28", Id(Contract(), "state=a\0b"));
        Assert.Equal("A28", Id(Contract(), "nonce=a\nb"));
    }

    [Fact]
    public void A_closed_service_is_refused_without_redirecting()
    {
        var contract = Contract();
        contract.Enabled = false;
        var request = new AuthorizeRequest(new(Fields()), contract);
        Assert.Equal("A02", AuthorizeRules.FirstBreach(AuthorizeRules.BeforeRedirecting, request)?.Id);
    }

    [Theory]
    [Trait("Rule", "S-OI1")]
    [InlineData(ClientAuthenticationMethod.SecretBasic, PkcePolicy.Required, "n", "A18")]
    [InlineData(ClientAuthenticationMethod.SecretBasic, PkcePolicy.NonceInstead, "n", null)]
    [InlineData(ClientAuthenticationMethod.SecretBasic, PkcePolicy.NonceInstead, "", "A18")]
    [InlineData(ClientAuthenticationMethod.PrivateKeyJwt, PkcePolicy.NonceInstead, "n", null)]
    [InlineData(ClientAuthenticationMethod.SecretBasic, PkcePolicy.Optional, "", null)]
    [InlineData(ClientAuthenticationMethod.None, PkcePolicy.NonceInstead, "n", "A18")]
    [InlineData(ClientAuthenticationMethod.None, PkcePolicy.Optional, "n", "A18")]
    public void Who_may_go_without_a_proof_key(ClientAuthenticationMethod method, PkcePolicy policy, string nonce, string? expected)
    {
        var contract = Contract();
        contract.Authentication = method;
        contract.Pkce = policy;
        Assert.Equal(expected, Id(contract, $"code_challenge=;code_challenge_method=;nonce={nonce}"));
    }

    [Fact]
    public void A_service_that_must_push_cannot_come_by_the_browser_alone()
    {
        var contract = Contract();
        contract.RequiresPushedRequests = true;
        Assert.Equal("A27", Id(contract));
        Assert.Equal("A04", Id(contract, "redirect_uri=https://evil.example/"));
        Assert.Null(PushedRules.FirstBreach(new(new(Fields()), contract) { PushedMark = string.Empty }));
    }

    [Theory]
    [InlineData("P01", "request_uri", "urn:ietf:params:oauth:request_uri:x")]
    [InlineData("P01", "request_uri", "https://rp.example/r")]
    [InlineData("A04", "redirect_uri", "https://evil.example/")]
    [InlineData("A14", "request", "e30.e30.")]
    [InlineData("A18", "code_challenge", "")]
    public void A_pushed_request_obeys_the_same_rules(string id, string name, string value)
    {
        var fields = Fields();
        fields[name] = value;
        Assert.Equal(id, PushedRules.FirstBreach(new(new(fields), Contract()) { PushedMark = string.Empty })?.Id);
    }

    private static Service Contract()
    {
        var contract = TestService.Everything("rp");
        contract.Pkce = PkcePolicy.Required;
        return contract;
    }

    private static Dictionary<string, StringValues> Fields() => new()
    {
        ["client_id"] = "rp",
        ["redirect_uri"] = "https://rp.example/cb",
        ["response_type"] = "code",
        ["scope"] = "openid profile",
        ["state"] = "s",
        ["nonce"] = "n",
        ["code_challenge"] = Challenge,
        ["code_challenge_method"] = "S256",
    };

    private static string? Id(Service contract, string changes = "")
    {
        var fields = Fields();
        foreach (var change in changes.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = change.IndexOf('=', StringComparison.Ordinal);
            fields[change[..equals]] = change[(equals + 1)..];
        }

        return Id(contract, fields);
    }

    private static string? Id(Service contract, Dictionary<string, StringValues> fields)
    {
        var request = new AuthorizeRequest(new(fields), fields["client_id"].ToString().Length == 0 ? null : contract);
        return (AuthorizeRules.FirstBreach(AuthorizeRules.BeforeRedirecting, request)
            ?? AuthorizeRules.FirstBreach(AuthorizeRules.AnsweredByRedirecting, request))?.Id;
    }
}
