using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Tokens;

namespace EduConnect.Web.Protocols.Oidc.Logout;

/// <summary>A sign-out request (RP-Initiated Logout 1.0 §2).</summary>
/// <param name="Parameters">As received.</param>
/// <param name="Hint">The identity token, verified; null when absent or not ours.</param>
/// <param name="Service">The service that asks, when known.</param>
internal sealed record LogoutRequest(RequestParameters Parameters, IdTokenHint? Hint, Service? Service)
{
    /// <summary>Parameters that must not be repeated.</summary>
    public static readonly string[] Names = ["id_token_hint", "client_id", "post_logout_redirect_uri", "state"];

    /// <summary>Where the browser goes afterwards: only an address registered by the service that a valid hint or <c>client_id</c> names.</summary>
    public string? ReturnAddress =>
        Parameters["post_logout_redirect_uri"] is { } address && Service is { Enabled: true } && HasNoBadHint ? address : null;

    private bool HasNoBadHint => Hint is not null || Parameters["id_token_hint"] is null;
}
