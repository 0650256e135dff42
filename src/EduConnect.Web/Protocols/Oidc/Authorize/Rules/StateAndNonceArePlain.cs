using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>What is stored or repeated holds no control signs: RFC 6749 appendix A.5 has none in state, and PostgreSQL keeps no NUL.</summary>
internal sealed class StateAndNonceArePlain : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        HasControl(request.State) || HasControl(request.Nonce) ? OidcErrors.ControlSigns : null;

    private static bool HasControl(string? value) => value?.Any(char.IsControl) == true;
}
