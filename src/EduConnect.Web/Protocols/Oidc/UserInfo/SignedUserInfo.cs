using System.Buffers;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Keys;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.Oidc.UserInfo;

/// <summary>
/// Userinfo as a JWT (OpenID Connect Core §5.3.2): the same members, with us as issuer and the service as audience. It has no <c>exp</c>: it tells what is true when it is
/// asked, and cannot pass for an identity token.
/// </summary>
internal sealed class SignedUserInfo(SigningKeys keys, ServiceOptions options, TimeProvider clock)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Writes and signs one answer.</summary>
    /// <param name="http">the request</param>
    /// <param name="clientId">whom it is for</param>
    /// <param name="algorithm">of the contract</param>
    /// <param name="members">writes what is told of the person</param>
    public async Task WriteAsync(HttpContext http, string clientId, TokenSigning algorithm, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.PublicOrigin);
            writer.WriteString("aud", clientId);
            writer.WriteNumber("iat", clock.GetUtcNow().ToUnixTimeSeconds());
            members(writer);
            writer.WriteEndObject();
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/jwt";
        await http.Response.WriteAsync(_handler.CreateToken(Encoding.UTF8.GetString(buffer.WrittenSpan), keys.Current(algorithm).Credentials), http.RequestAborted);
    }
}
