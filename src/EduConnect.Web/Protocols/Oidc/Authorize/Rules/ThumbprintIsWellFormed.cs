using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 9449 §10: dpop_jkt is a SHA-256 thumbprint (RFC 7638) in base64url, like a S256 challenge.</summary>
internal sealed class ThumbprintIsWellFormed : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Thumbprint is not { } thumbprint || ProofKey.IsChallenge(thumbprint) ? null : OidcErrors.MalformedThumbprint;
}
