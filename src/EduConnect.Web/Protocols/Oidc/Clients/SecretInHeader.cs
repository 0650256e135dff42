using System.Text;
using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Clients;

/// <summary><c>client_secret_basic</c>: HTTP Basic with both parts form-encoded (RFC 6749 §2.3.1 and appendix B).</summary>
internal sealed class SecretInHeader(TimeProvider clock) : ClientProof
{
    private const string Scheme = "Basic ";

    public override ClientAuthenticationMethod Method => ClientAuthenticationMethod.SecretBasic;

    public override PresentedProof? Read(HttpRequest request, RequestParameters form)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = Decode(header[Scheme.Length..].Trim()).Split(':', 2);
        return parts.Length == 2 ? new(Unescape(parts[0]), Unescape(parts[1])) : new(string.Empty, string.Empty);
    }

    public override ValueTask<bool> VerifyAsync(PresentedProof proof, Service service, CancellationToken cancellation) =>
        ValueTask.FromResult(ClientSecret.Verify(service, proof.Proof, clock.GetUtcNow().UtcDateTime));

    private static string Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written) : string.Empty;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
