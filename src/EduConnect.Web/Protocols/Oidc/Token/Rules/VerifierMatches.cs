using EduConnect.Core.Federation.Grants;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Token.Rules;

/// <summary>RFC 7636 §4.6: the verifier is the one behind the challenge.</summary>
internal sealed class VerifierMatches : CodeRule
{
    public override OidcError? Check(LiveGrant grant, TokenRequest request) =>
        grant.CodeChallenge is null || ProofKey.Matches(request.Form["code_verifier"]!, grant.CodeChallenge) ? null : OidcErrors.WrongVerifier;
}
