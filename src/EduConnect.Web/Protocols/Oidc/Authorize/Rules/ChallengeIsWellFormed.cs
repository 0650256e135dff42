using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 7636 §4.2: a S256 challenge is 32 bytes in base64url.</summary>
internal sealed class ChallengeIsWellFormed : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.CodeChallenge is not { } challenge || ProofKey.IsChallenge(challenge) ? null : OidcErrors.MalformedChallenge;
}
