using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>What is stored or repeated has a bound: state 4,000 signs, nonce 1,000. No minimum: both may be absent (federation.md b).</summary>
internal sealed class StateAndNonceAreShort : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.State?.Length > 4000 || request.Nonce?.Length > 1000 ? OidcErrors.ParameterTooLong : null;
}
