using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §3.1.2.1: redirect_uri is required.</summary>
internal sealed class RedirectUriIsPresent : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.RedirectUri is null ? OidcErrors.MissingRedirectUri : null;
}
