using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §3.1.2.1: prompt values; those not understood are refused.</summary>
internal sealed class PromptIsKnown : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Prompt.All(word => word is "none" or "login" or "consent" or "select_account") ? null : OidcErrors.UnknownPrompt;
}
