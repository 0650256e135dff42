using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Clients;

/// <summary><c>none</c>: a public client only says who it is; PKCE does the rest (RFC 9700 §2.1.1).</summary>
internal sealed class NoProof : ClientProof
{
    public override ClientAuthenticationMethod Method => ClientAuthenticationMethod.None;

    public override PresentedProof? Read(HttpRequest request, RequestParameters form) =>
        form["client_id"] is { } clientId ? new(clientId, string.Empty) : null;

    public override ValueTask<bool> VerifyAsync(PresentedProof proof, Service service, CancellationToken cancellation) =>
        ValueTask.FromResult(true);
}
