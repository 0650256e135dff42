using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Keys;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.Oidc.Tokens;

/// <summary>Writes and signs identity tokens (OpenID Connect Core §2).</summary>
internal sealed class IdTokenWriter(
    SigningKeys keys, PairwiseIdentifiers identifiers, SessionIdentifiers sessions, ClaimsOfPerson claims, ServiceOptions options, TimeProvider clock)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The token of a grant; its nonce only when the code is redeemed, not at a refresh (§12.2).</summary>
    public async Task<string> WriteAsync(LiveGrant grant, Service service, string accessToken, bool withNonce, CancellationToken cancellation)
    {
        var asked = grant.IdTokenClaims.Length == 0
            ? []
            : await claims.ReadAsync(grant, service, [], grant.IdTokenClaims.Split(' '), cancellation) ?? [];
        var payload = Payload(grant, service, accessToken, withNonce, asked);
        return _handler.CreateToken(payload, keys.Current(service.Signing).Credentials);
    }

    private string Payload(LiveGrant grant, Service service, string accessToken, bool withNonce, IEnumerable<ReleasedClaim> asked)
    {
        var now = clock.GetUtcNow();
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.PublicOrigin);
            writer.WriteString("sub", identifiers.Subject(grant.AccountId, service.Sector));
            writer.WriteString("aud", service.ClientId);
            writer.WriteNumber("exp", (now + GrantLifetimes.IdToken).ToUnixTimeSeconds());
            writer.WriteNumber("iat", now.ToUnixTimeSeconds());
            writer.WriteNumber("auth_time", new DateTimeOffset(grant.AuthenticatedAt).ToUnixTimeSeconds());
            if (withNonce && grant.Nonce is not null)
            {
                writer.WriteString("nonce", grant.Nonce);
            }

            writer.WriteString("acr", Acr.Of(grant.Profile));
            WriteMethods(writer, grant.Methods);
            writer.WriteString("at_hash", Half(accessToken));
            writer.WriteString("sid", sessions.For(service.ClientId, grant.SessionId));
            ClaimsOfPerson.Write(writer, asked);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMethods(Utf8JsonWriter writer, string methods)
    {
        writer.WriteStartArray("amr");
        foreach (var method in methods.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteStringValue(method);
        }

        writer.WriteEndArray();
    }

    /// <summary>Left half of the token's hash (§3.1.3.6).</summary>
    private static string Half(string accessToken) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
}
