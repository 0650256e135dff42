using EduConnect.Core.Federation.Grants;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.UserInfo;

namespace EduConnect.Web.Protocols.Oidc.Possession;

/// <summary>Whether an access token comes as it must (RFC 9449 §7): one that is bound to a key with the proof of that key, any other as a bearer token.</summary>
internal sealed class BoundToken(PossessionProofs proofs)
{
    /// <summary>Null when it does.</summary>
    public async ValueTask<OidcError?> RefusalAsync(HttpContext http, string path, PresentedToken presented, LiveGrant grant)
    {
        if (presented.IsBound != grant.TokenThumbprint is not null)
        {
            // A bound token that comes without its proof is a stolen one.
            return OidcErrors.WrongScheme;
        }

        if (!presented.IsBound)
        {
            return null;
        }

        var (thumbprint, error) = await proofs.ReadAsync(http, path, presented.Token);
        if (error is not null)
        {
            // The token endpoint answers 400 to the same proof.
            return error with { Status = StatusCodes.Status401Unauthorized };
        }

        return thumbprint is null ? OidcErrors.MissingProofAtUserInfo : thumbprint == grant.TokenThumbprint ? null : OidcErrors.ProofOfAnotherKey;
    }
}
