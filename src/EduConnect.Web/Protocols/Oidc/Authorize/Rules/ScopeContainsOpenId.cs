using EduConnect.Core.Federation.Claims;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §3.1.2.1: scope must contain openid.</summary>
internal sealed class ScopeContainsOpenId : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Scopes.Contains(ScopeNames.OpenId) ? null : OidcErrors.MissingOpenId;
}
