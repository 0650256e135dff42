using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §6.2 and §3.1.2.6: an address of a request object is refused and never fetched.</summary>
internal sealed class RequestUriIsRefused : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["request_uri"] is null ? null : OidcErrors.RequestUri;
}
