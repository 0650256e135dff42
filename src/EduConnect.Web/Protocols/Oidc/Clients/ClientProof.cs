using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Clients;

/// <summary>One way for a service to prove itself (OpenID Connect Core §9).</summary>
internal abstract class ClientProof
{
    /// <summary>The way a contract names it.</summary>
    public abstract ClientAuthenticationMethod Method { get; }

    /// <summary>What was presented in this way; null when this way was not used.</summary>
    public abstract PresentedProof? Read(HttpRequest request, RequestParameters form);

    /// <summary>Whether the proof is good for this service.</summary>
    public abstract ValueTask<bool> VerifyAsync(PresentedProof proof, Service service, CancellationToken cancellation);
}

/// <summary>An identity claimed and its proof.</summary>
internal sealed record PresentedProof(string ClientId, string Proof)
{
    /// <summary>Never the proof: secrets must not reach a log.</summary>
    public override string ToString() => $"PresentedProof {ClientId} •••";
}
