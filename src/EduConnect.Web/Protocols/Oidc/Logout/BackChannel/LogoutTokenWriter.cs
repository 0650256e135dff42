using System.Buffers;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Web.Protocols.Oidc.Keys;
using EduConnect.Web.Protocols.Oidc.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.Oidc.Logout.BackChannel;

/// <summary>Writes and signs logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.4): never a nonce, so that none passes for an identity token.</summary>
internal sealed class LogoutTokenWriter(
    SigningKeys keys, PairwiseIdentifiers identifiers, SessionIdentifiers sessions, ServiceOptions options, IRandomSource random, TimeProvider clock)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Write(LogoutNotice notice, Service service) => _handler.CreateToken(
        Payload(notice, service), keys.Current(service.Signing).Credentials, new Dictionary<string, object> { ["typ"] = "logout+jwt" });

    private string Payload(LogoutNotice notice, Service service)
    {
        var now = clock.GetUtcNow();
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.PublicOrigin);
            writer.WriteString("sub", identifiers.Subject(notice.AccountId, service.Sector));
            writer.WriteString("aud", service.ClientId);
            writer.WriteNumber("iat", now.ToUnixTimeSeconds());
            writer.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
            writer.WriteString("jti", random.NewHandle());
            writer.WriteString("sid", sessions.For(service.ClientId, notice.SessionId));
            writer.WriteStartObject("events");
            writer.WriteStartObject(Event);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
