using System.Buffers;
using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Possession;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>The discovery document (OpenID Connect Discovery 1.0 §3, RFC 8414): made once, it says only what is true.</summary>
internal sealed class DiscoveryEndpoint(ServiceOptions options)
{
    private static readonly string[] ClientAuthentications = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];
    private static readonly string[] Confidential = ["client_secret_basic", "client_secret_post", "private_key_jwt"];
    private static readonly string[] AssertionAlgorithms = ["RS256", "PS256", "ES256"];
    private readonly Lazy<byte[]> _document = new(() => Write(options.PublicOrigin));

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.ContentLength = _document.Value.Length;
        await http.Response.Body.WriteAsync(_document.Value, http.RequestAborted);
    }

    private static byte[] Write(string origin)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("issuer", origin);
            Addresses(writer, origin);
            Abilities(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Addresses(Utf8JsonWriter writer, string origin)
    {
        writer.WriteString("authorization_endpoint", origin + OidcPaths.Authorize);
        writer.WriteString("token_endpoint", origin + OidcPaths.Token);
        writer.WriteString("pushed_authorization_request_endpoint", origin + OidcPaths.Pushed);
        writer.WriteString("userinfo_endpoint", origin + OidcPaths.UserInfo);
        writer.WriteString("end_session_endpoint", origin + OidcPaths.Logout);
        writer.WriteString("jwks_uri", origin + OidcPaths.Keyset);
        writer.WriteString("revocation_endpoint", origin + OidcPaths.Revocation);
        writer.WriteString("introspection_endpoint", origin + OidcPaths.Introspection);
    }

    private static void Abilities(Utf8JsonWriter writer)
    {
        List(writer, "scopes_supported", [ScopeNames.OpenId, ScopeNames.Profile, ScopeNames.Email, ScopeNames.OfflineAccess, ScopeNames.Connection]);
        List(writer, "response_types_supported", ["code"]);
        List(writer, "response_modes_supported", ["query", "form_post"]);
        List(writer, "grant_types_supported", ["authorization_code", "refresh_token"]);
        List(writer, "acr_values_supported", [Acr.Pupil, Acr.Guardian]);
        List(writer, "subject_types_supported", ["pairwise"]);
        List(writer, "id_token_signing_alg_values_supported", ["RS256", "ES256"]);
        List(writer, "userinfo_signing_alg_values_supported", ["RS256", "ES256"]);
        List(writer, "token_endpoint_auth_methods_supported", ClientAuthentications);
        List(writer, "token_endpoint_auth_signing_alg_values_supported", AssertionAlgorithms);
        List(writer, "revocation_endpoint_auth_methods_supported", ClientAuthentications);
        List(writer, "revocation_endpoint_auth_signing_alg_values_supported", AssertionAlgorithms);
        List(writer, "introspection_endpoint_auth_methods_supported", Confidential);
        List(writer, "introspection_endpoint_auth_signing_alg_values_supported", AssertionAlgorithms);
        List(writer, "code_challenge_methods_supported", ["S256"]);
        List(writer, "dpop_signing_alg_values_supported", ProofHeader.Algorithms);
        List(writer, "prompt_values_supported", ["none", "login", "consent", "select_account"]);
        List(writer, "display_values_supported", ["page", "popup", "touch"]);
        List(writer, "claim_types_supported", ["normal"]);
        List(writer, "claims_supported", ["sub", "iss", "auth_time", "acr", "amr", "sid", .. ClaimNames.All.Order(StringComparer.Ordinal)]);
        List(writer, "ui_locales_supported", ["fr"]);
        writer.WriteBoolean("claims_parameter_supported", true);
        writer.WriteBoolean("request_parameter_supported", false);
        writer.WriteBoolean("request_uri_parameter_supported", false);
        writer.WriteBoolean("require_request_uri_registration", false);
        writer.WriteBoolean("require_pushed_authorization_requests", false);
        writer.WriteBoolean("backchannel_logout_supported", true);
        writer.WriteBoolean("backchannel_logout_session_supported", true);
        writer.WriteBoolean("authorization_response_iss_parameter_supported", true);
    }

    private static void List(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
