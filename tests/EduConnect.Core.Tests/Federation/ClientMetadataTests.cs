using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Registry.Import;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>Client metadata (RFC 7591): what a contract has room for is read, everything else is refused by the name of its field.</summary>
[Trait("Rule", "S-OI1")]
public sealed class ClientMetadataTests
{
    [Fact]
    public void Everything_a_contract_has_room_for_is_read()
    {
        var read = ClientMetadataReader.Read(
            """
            {
              "client_id": "ent", "client_name#fr": "Mon ENT", "client_name": "My VLE",
              "redirect_uris": ["https://ent.example/cb", "https://ent.example/cb"], "post_logout_redirect_uris": ["https://ent.example/"],
              "backchannel_logout_uri": "https://ent.example/told", "backchannel_logout_session_required": true,
              "token_endpoint_auth_method": "private_key_jwt", "jwks": { "keys": [{ "kty": "EC", "crv": "P-256", "x": "x", "y": "y" }] },
              "id_token_signed_response_alg": "ES256", "application_type": "web", "subject_type": "pairwise",
              "response_types": ["code"], "grant_types": ["authorization_code", "refresh_token"], "scope": "openid profile ect.scope.ent",
              "require_pushed_authorization_requests": true, "dpop_bound_access_tokens": true, "logo_uri": "https://ent.example/logo.png", "contacts": ["a@ent.example"]
            }
            """, out var reasons);
        Assert.Empty(reasons);
        Assert.Equal(("ent", "Mon ENT", "https://ent.example/cb", "https://ent.example/told"), (read!.ClientId, read.Name, Assert.Single(read.RedirectUris), read.BackChannelLogoutUri));
        Assert.Equal((ClientAuthenticationMethod.PrivateKeyJwt, TokenSigning.ES256, true, true), (read.Authentication, read.Signing, read.RequiresPushedRequests, read.RequiresBoundTokens));
        Assert.Equal(["ect.scope.ent", "offline_access", "openid", "profile"], read.Scopes.Order(StringComparer.Ordinal));
        Assert.Equal(["logo_uri", "contacts"], read.NotKept);
        Assert.True(PublicKeySet.IsPublic(read.PublicKeys));
    }

    [Fact]
    [Trait("Spec", "RFC 7591 §2")]
    public void Keys_may_stand_at_an_address_and_userinfo_be_signed()
    {
        var read = ClientMetadataReader.Read("""{"redirect_uris":["https://ent.example/cb"],"jwks_uri":"https://ent.example/keys","userinfo_signed_response_alg":"ES256"}""", out var reasons);
        Assert.Empty(reasons);
        Assert.Equal(("https://ent.example/keys", TokenSigning.ES256, null), (read!.KeysUri, read.UserInfoSigning, read.PublicKeys));
    }

    [Theory]
    [InlineData("""{"client_secret":"x"}""", "client_secret: secrets are drawn here")]
    [InlineData("""{"jwks_uri":["https://ent.example/keys"]}""", "jwks_uri: must be a text.")]
    [InlineData("""{"userinfo_signed_response_alg":"none"}""", "userinfo_signed_response_alg: must be RS256 or ES256.")]
    [InlineData("""{"jwks":{"keys":[{"kty":"EC","d":"secret"}]}}""", "jwks: must be a JSON Web Key Set without private parts")]
    [InlineData("""{"jwks":"keys"}""", "jwks: must be")]
    [InlineData("""{"sector_identifier_uri":"https://ent.example/s"}""", "sector_identifier_uri: is not fetched")]
    [InlineData("""{"response_types":["code","token"]}""", "response_types: must be a list of code.")]
    [InlineData("""{"response_types":[]}""", "response_types: must be a list of code.")]
    [InlineData("""{"grant_types":["implicit"]}""", "grant_types: must be a list of authorization_code or refresh_token.")]
    [InlineData("""{"grant_types":["password"]}""", "grant_types: must be")]
    [InlineData("""{"token_endpoint_auth_method":"client_secret_jwt"}""", "token_endpoint_auth_method: must be client_secret_basic or")]
    [InlineData("""{"token_endpoint_auth_method":null}""", "token_endpoint_auth_method: must be")]
    [InlineData("""{"id_token_signed_response_alg":"none"}""", "id_token_signed_response_alg: must be RS256 or ES256.")]
    [InlineData("""{"id_token_signed_response_alg":"HS256"}""", "id_token_signed_response_alg: must be")]
    [InlineData("""{"subject_type":"public"}""", "subject_type: must be pairwise.")]
    [InlineData("""{"application_type":"native"}""", "application_type: must be web.")]
    [InlineData("""{"redirect_uris":"https://ent.example/cb"}""", "redirect_uris: must be a list of texts.")]
    [InlineData("""{"redirect_uris":["https://ent.example/cb",1]}""", "redirect_uris: must be a list of texts.")]
    [InlineData("""{"client_name":""}""", "client_name: must be a text.")]
    [InlineData("""{"require_pushed_authorization_requests":"true"}""", "require_pushed_authorization_requests: must be true or false.")]
    [InlineData("""{"whatever":1}""", "whatever: is not known.")]
    [InlineData("""{"\u001b[31mred":1}""", "A field has a name with strange signs.")]
    [InlineData("""{"client_id":"a","client_id":"b"}""", "says something twice")]
    [InlineData("""{"\ud800":1}""", "is not JSON")]
    [InlineData("""{"client_name":"\ud800"}""", "is not JSON")]
    [InlineData("[]", "must hold one JSON object")]
    [InlineData("{", "is not JSON")]
    [InlineData("", "is not JSON")]
    public void What_is_wrong_is_said_by_field(string json, string sentence)
    {
        Assert.Null(ClientMetadataReader.Read(json, out var reasons));
        Assert.Contains(sentence, Assert.Single(reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_field_is_named_at_once_and_a_huge_file_is_not_read()
    {
        Assert.Null(ClientMetadataReader.Read("""{"client_secret":"x","subject_type":"public","x":1}""", out var reasons));
        Assert.Equal(3, reasons.Count);
        Assert.Null(ClientMetadataReader.Read("{\"client_name\":\"" + new string('n', ClientMetadataReader.Longest) + "\"}", out reasons));
        Assert.Contains("64 kB", Assert.Single(reasons), StringComparison.Ordinal);
    }
}
