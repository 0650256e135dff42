using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 9700 §2.1.1: a proof key, or for some confidential clients the nonce in its stead.</summary>
internal sealed class ChallengeIsPresent : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.CodeChallenge is not null || MayGoWithout(request) ? null : OidcErrors.MissingChallenge;

    private static bool MayGoWithout(AuthorizeRequest request) =>
        request.Client is { Authentication: not ClientAuthenticationMethod.None } client
        && (client.Pkce is PkcePolicy.Optional || (client.Pkce is PkcePolicy.NonceInstead && request.Nonce is not null));
}
