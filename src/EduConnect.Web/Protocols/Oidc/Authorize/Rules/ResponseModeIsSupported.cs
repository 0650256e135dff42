using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OAuth 2.0 Multiple Response Types §2.1 and Form Post Response Mode §2.</summary>
internal sealed class ResponseModeIsSupported : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["response_mode"] is null or "query" or "form_post" ? null : OidcErrors.UnsupportedResponseMode;
}
