using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §6.1 and §3.1.2.6: a request object that is not supported is refused, never ignored.</summary>
internal sealed class RequestObjectIsRefused : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["request"] is null ? null : OidcErrors.RequestObject;
}
