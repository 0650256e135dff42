using System.Buffers.Text;
using System.Text;

namespace EduConnect.Web.Tests.Protocols.FranceConnect;

/// <summary>
/// The modules of the OpenID Foundation's plan for relying parties (oidcc-client-basic-certification-test-plan; security reference §6), against a
/// provider driven by hand. FranceConnect asks for the secret in the body: the module of client_secret_basic becomes its contrary.
/// </summary>
[Trait("Rule", "S-FC1")]
public sealed class ClientBasicPlan(ClientBasicPlan.Shared shared) : IClassFixture<ClientBasicPlan.Shared>
{
    [Fact]
    [Trait("Module", "oidcc-client-test")]
    public async Task Good_answers_let_in() => await AcceptedAsync(_ => { });

    [Fact]
    [Trait("Module", "oidcc-client-test-idtoken-sig-rs256")]
    public async Task Rs256_is_accepted() => await AcceptedAsync(visit => visit.Fake.IdTokenSigner = Signer.Rsa("rsa"));

    [Fact]
    [Trait("Module", "oidcc-client-test-invalid-iss")]
    public async Task Another_issuer_is_refused() => await RefusedAsync(visit => visit.Fake.IdToken["iss"] = "https://fc.example/api/v1");

    [Fact]
    [Trait("Module", "oidcc-client-test-missing-sub")]
    public async Task No_subject_is_refused() => await RefusedAsync(visit => visit.Fake.IdToken["sub"] = null);

    [Theory]
    [InlineData("other")]
    [InlineData(null)]
    [Trait("Module", "oidcc-client-test-invalid-aud")]
    public async Task Another_audience_is_refused(string? audience) => await RefusedAsync(visit => visit.Fake.IdToken["aud"] = audience);

    [Fact]
    [Trait("Module", "oidcc-client-test-invalid-aud")]
    public async Task An_audience_shared_with_somebody_is_refused() => await RefusedAsync(visit => visit.Fake.IdToken["aud"] = new[] { FakeFranceConnect.ServiceId, "other" });

    [Fact]
    [Trait("Module", "oidcc-client-test-missing-iat")]
    public async Task No_time_of_issue_is_refused() => await RefusedAsync(visit => visit.Fake.IdToken["iat"] = null);

    [Fact]
    [Trait("Module", "oidcc-client-test-kid-absent-single-jwks")]
    public async Task Without_key_id_the_only_key_is_meant() => await AcceptedAsync(visit => visit.Fake.IdTokenSigner = visit.Fake.IdTokenSigner.As(null));

    [Fact]
    [Trait("Module", "oidcc-client-test-kid-absent-multiple-jwks")]
    public async Task Without_key_id_among_several_keys_is_refused() => await RefusedAsync(visit =>
    {
        var signer = Signer.Ec("one");
        (visit.Fake.IdTokenSigner, visit.Fake.Published) = (signer.As(null), [signer, Signer.Ec("two")]);
    });

    [Fact]
    [Trait("Module", "oidcc-client-test-idtoken-sig-none")]
    public async Task An_unsigned_id_token_is_refused() => await RefusedAsync(visit => (visit.Fake.IdTokenSigner, visit.Fake.Published) = (Signer.None(), [Signer.Ec("ec")]));

    [Fact]
    [Trait("Module", "oidcc-client-test-idtoken-sig-none")]
    public async Task An_id_token_signed_with_our_secret_is_refused() => await RefusedAsync(visit => (visit.Fake.IdTokenSigner, visit.Fake.Published) = (Signer.Hmac(FakeFranceConnect.Secret), [Signer.Ec("ec")]));

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [Trait("Module", "oidcc-client-test-invalid-sig-rs256")]
    public async Task A_wrong_signature_is_refused(string algorithm) => await RefusedAsync(visit =>
    {
        Func<Signer> make = algorithm == "RS256" ? () => Signer.Rsa("key") : () => Signer.Ec("key");
        (visit.Fake.IdTokenSigner, visit.Fake.Published) = (make(), [make()]);
    });

    [Fact]
    [Trait("Module", "oidcc-client-test-userinfo-invalid-sub")]
    public async Task Userinfo_of_another_person_is_refused() => await RefusedAsync(visit => visit.Fake.UserInfo["sub"] = "another");

    [Fact]
    [Trait("Module", "oidcc-client-test-nonce-invalid")]
    public async Task The_nonce_of_another_journey_is_refused() => await RefusedAsync(visit => visit.Fake.IdToken["nonce"] = new string('0', 64));

    [Fact]
    [Trait("Module", "oidcc-client-test-scope-userinfo-claims")]
    public async Task Only_what_recognises_a_guardian_is_asked_for_and_the_access_token_goes_into_the_header()
    {
        var visit = shared.Again();
        using var browser = visit.Browser();
        var asked = await visit.LeaveAsync(browser);
        Assert.Equal("openid given_name family_name birthdate preferred_username email", asked["scope"]);
        await Visit.ReturnAsync(browser, asked["state"]);
        var (_, body, authorization) = visit.Fake.Requests.Single(one => one.Path == "/userinfo");
        Assert.Equal((string.Empty, "Bearer " + FakeFranceConnect.AccessToken), (body, authorization));
    }

    [Fact]
    [Trait("Module", "oidcc-client-test-client-secret-basic")]
    public async Task The_secret_goes_into_the_body_never_into_the_header()
    {
        var visit = shared.Again();
        using var browser = visit.Browser();
        Assert.Equal(302, (int)(await visit.GoAsync(browser)).Status);
        var (_, body, authorization) = visit.Fake.Requests.Single(one => one.Path == "/token");
        Assert.Null(authorization);
        Assert.Contains("client_id=educonnect-test&client_secret=" + FakeFranceConnect.Secret, body, StringComparison.Ordinal);
        Assert.Contains("grant_type=authorization_code&code=a-code&redirect_uri=http%3A%2F%2Flocalhost%2Ffranceconnect%2Fretour", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exp", -31L)]
    [InlineData("iat", 31L)]
    public async Task Out_of_its_time_is_refused(string claim, long seconds) =>
        await RefusedAsync(visit => visit.Fake.IdToken[claim] = visit.Family.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds);

    [Theory]
    [InlineData("exp", -29L)]
    [InlineData("iat", 29L)]
    public async Task Clocks_may_differ_a_little(string claim, long seconds) =>
        await AcceptedAsync(visit => visit.Fake.IdToken[claim] = visit.Family.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds);

    [Theory]
    [InlineData("eidas2", true)]
    [InlineData("eidas0", false)]
    [InlineData("eidas9", false)]
    [InlineData("low", false)]
    [InlineData(null, false)]
    public async Task The_level_is_at_least_the_one_asked_for(string? level, bool isEnough)
    {
        if (isEnough)
        {
            await AcceptedAsync(visit => visit.Fake.IdToken["acr"] = level);
        }
        else
        {
            await RefusedAsync(visit => visit.Fake.IdToken["acr"] = level);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("77QmUPtjPfzWtF2AnpK9RQ")]
    public async Task The_id_token_names_the_access_token_it_came_with(string? hash) => await RefusedAsync(visit => visit.Fake.IdToken["at_hash"] = hash);

    [Fact]
    public async Task Userinfo_without_signature_is_refused_in_either_form()
    {
        await RefusedAsync(visit => (visit.Fake.UserInfoSigner, visit.Fake.Published) = (Signer.None(), [visit.Fake.IdTokenSigner]));
        await RefusedAsync(visit => visit.Fake.Instead["/userinfo"] = () => Task.FromResult(FakeFranceConnect.Json(new { sub = visit.Fake.Subject, family_name = "MOREL" })));
    }

    [Fact]
    public async Task Userinfo_with_a_wrong_signature_is_refused() => await RefusedAsync(visit => (visit.Fake.UserInfoSigner, visit.Fake.Published) = (Signer.Ec("ec"), [visit.Fake.IdTokenSigner]));

    [Theory]
    [InlineData("iss", "https://other.example")]
    [InlineData("aud", "other")]
    [InlineData("exp", 1L)]
    public async Task Userinfo_is_checked_like_the_id_token(string claim, object value) => await RefusedAsync(visit => visit.Fake.UserInfo[claim] = value);

    [Fact]
    public async Task A_key_inside_the_token_is_ignored() => await RefusedAsync(visit =>
    {
        var signer = Signer.Ec("mine");
        visit.Fake.Published = [Signer.Ec("ec")];
        visit.Fake.Instead["/token"] = () =>
        {
            var token = signer.Sign(new() { ["iss"] = FakeFranceConnect.Issuer, ["sub"] = visit.Fake.Subject, ["nonce"] = visit.Fake.Nonce });
            var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"ES256","jku":"https://evil.example/jwks","kid":"mine"}"""));
            return Task.FromResult(FakeFranceConnect.Json(new { access_token = FakeFranceConnect.AccessToken, id_token = header + token[token.IndexOf('.', StringComparison.Ordinal)..] }));
        };
    });

    private async Task AcceptedAsync(Action<Visit> change)
    {
        var visit = shared.Again();
        change(visit);
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser);
        Assert.Equal((302, "/portail"), ((int)page.Status, page.Response.Headers.Location?.ToString()));
        Assert.Equal(200, (int)(await browser.GetAsync("/portail")).Status);
    }

    private async Task RefusedAsync(Action<Visit> change)
    {
        var visit = shared.Again();
        var before = (await visit.Family.OperationalAsync<Core.SignIn.Session>()).Count;
        change(visit);
        using var browser = visit.Browser();
        var page = await visit.GoAsync(browser);
        Assert.Equal((422, null), ((int)page.Status, browser.Cookies.GetAllCookies()["session"]));
        Assert.Contains("n’a pas pu être vérifiée", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await visit.Family.OperationalAsync<Core.SignIn.Session>()).Count);
    }

    /// <summary>One application for the whole plan; FranceConnect is put right again before each test.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        private Visit _visit = null!;

        public async ValueTask InitializeAsync()
        {
            _visit = await Visit.StartAsync();
            await _visit.AttachAsync();
        }

        public ValueTask DisposeAsync() => _visit.DisposeAsync();

        internal Visit Again()
        {
            _visit.Fake.PutRight();
            return _visit;
        }
    }
}
