using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 7636 §4.3: without a method the challenge is plain, and plain is refused (RFC 9700 §2.1.1).</summary>
internal sealed class ChallengeMethodIsS256 : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        (request.CodeChallenge, request.Parameters["code_challenge_method"]) is (null, null) or (not null, "S256")
            ? null
            : OidcErrors.UnsupportedChallengeMethod;
}
