using System.Buffers;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Oidc.Keys;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EduConnect.Web.Protocols.Oidc.Notices;

/// <summary>
/// Writes and signs security event tokens (RFC 8417): <c>typ</c> <c>secevent+jwt</c>, no <c>sub</c> and no <c>exp</c>, so that none passes for an identity token, and the
/// person as the pairwise identifier of the service (RFC 9493). One event a token. No <c>txn</c>: the same value at two services would join what pairwise identifiers keep apart.
/// </summary>
internal sealed class NoticeTokenWriter(SigningKeys keys, PairwiseIdentifiers identifiers, ServiceOptions options)
{
    private const string Risc = "https://schemas.openid.net/secevent/risc/event-type/";
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The token of a notice: the same claims at every try.</summary>
    public string Write(ChangeNotice notice, Service service) => _handler.CreateToken(
        Payload(notice, service), keys.Current(service.Signing).Credentials, new Dictionary<string, object> { ["typ"] = "secevent+jwt" });

    /// <summary>The type of an event: those of OpenID RISC 1.0 where one fits; its <c>identifier-changed</c> is for addresses and telephone numbers, so usernames have ours.</summary>
    public string TypeOf(ChangeKind kind) => kind switch
    {
        ChangeKind.AccountClosed => Risc + "account-disabled",
        ChangeKind.AccountDeleted => Risc + "account-purged",
        ChangeKind.Compromised => Risc + "credential-compromise",
        ChangeKind.UsernameChanged => $"{options.PublicOrigin}/secevent/event-type/username-changed",
        _ => $"{options.PublicOrigin}/secevent/event-type/tie-changed",
    };

    private string Payload(ChangeNotice notice, Service service)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.PublicOrigin);
            writer.WriteString("aud", service.ClientId);
            writer.WriteString("jti", notice.Id.ToString("N"));
            writer.WriteNumber("iat", Seconds(notice.MadeAt));
            writer.WriteNumber("toe", Seconds(notice.ChangedAt));
            writer.WriteStartObject("sub_id");
            writer.WriteString("format", "iss_sub");
            writer.WriteString("iss", options.PublicOrigin);
            writer.WriteString("sub", identifiers.Subject(notice.AccountId, service.Sector));
            writer.WriteEndObject();
            writer.WriteStartObject("events");
            writer.WriteStartObject(TypeOf(notice.Kind));
            WriteEvent(writer, notice);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteEvent(Utf8JsonWriter writer, ChangeNotice notice)
    {
        if (notice.Kind is ChangeKind.Compromised)
        {
            writer.WriteString("credential_type", "password");
        }
        else if (notice.Kind is ChangeKind.TieAdded or ChangeKind.TieReported or ChangeKind.TieRemoved)
        {
            writer.WriteString("change", notice.Kind switch { ChangeKind.TieAdded => "added", ChangeKind.TieReported => "reported", _ => "removed" });
            if (notice.PupilKey is { } child)
            {
                writer.WriteString("eleveId", child);
            }
        }
    }

    private static long Seconds(DateTime utc) => new DateTimeOffset(utc).ToUnixTimeSeconds();
}
