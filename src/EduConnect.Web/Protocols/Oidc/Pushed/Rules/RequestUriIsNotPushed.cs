using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Pushed.Rules;

/// <summary>RFC 9126 §2.1: request_uri must not be among the parameters pushed.</summary>
internal sealed class RequestUriIsNotPushed : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["request_uri"] is null ? null : OidcErrors.PushedRequestUri;
}
