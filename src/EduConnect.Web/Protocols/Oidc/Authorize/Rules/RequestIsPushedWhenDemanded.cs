using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 9126 §6: a client with require_pushed_authorization_requests cannot bring its parameters by the browser.</summary>
internal sealed class RequestIsPushedWhenDemanded : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Client!.RequiresPushedRequests && !request.IsPushed ? OidcErrors.PushedDemanded : null;
}
