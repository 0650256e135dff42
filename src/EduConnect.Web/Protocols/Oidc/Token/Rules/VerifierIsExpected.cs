using EduConnect.Core.Federation.Grants;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Token.Rules;

/// <summary>RFC 9700 §2.1.1: a verifier without a challenge shows a downgrade: the challenge was taken out on the way.</summary>
internal sealed class VerifierIsExpected : CodeRule
{
    public override OidcError? Check(LiveGrant grant, TokenRequest request) =>
        grant.CodeChallenge is null && request.Form["code_verifier"] is not null ? OidcErrors.UnexpectedVerifier : null;
}
