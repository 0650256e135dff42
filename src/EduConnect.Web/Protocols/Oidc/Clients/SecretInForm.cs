using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Clients;

/// <summary><c>client_secret_post</c>: both parts in the form (RFC 6749 §2.3.1).</summary>
internal sealed class SecretInForm(TimeProvider clock) : ClientProof
{
    public override ClientAuthenticationMethod Method => ClientAuthenticationMethod.SecretPost;

    public override PresentedProof? Read(HttpRequest request, RequestParameters form) =>
        form["client_secret"] is { } secret ? new(form["client_id"] ?? string.Empty, secret) : null;

    public override ValueTask<bool> VerifyAsync(PresentedProof proof, Service service, CancellationToken cancellation) =>
        ValueTask.FromResult(ClientSecret.Verify(service, proof.Proof, clock.GetUtcNow().UtcDateTime));
}
