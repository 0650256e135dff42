using EduConnect.Core.Federation.Grants;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Token.Rules;

/// <summary>RFC 7636 §4.5: a code bound to a challenge needs its verifier.</summary>
internal sealed class VerifierIsPresent : CodeRule
{
    public override OidcError? Check(LiveGrant grant, TokenRequest request) =>
        grant.CodeChallenge is not null && request.Form["code_verifier"] is null ? OidcErrors.MissingVerifier : null;
}
