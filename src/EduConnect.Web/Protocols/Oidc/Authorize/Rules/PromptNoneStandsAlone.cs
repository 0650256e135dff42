using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §3.1.2.1: prompt=none with another value is an error.</summary>
internal sealed class PromptNoneStandsAlone : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Prompt.Contains("none") && request.Prompt.Length > 1 ? OidcErrors.PromptNoneWithOthers : null;
}
