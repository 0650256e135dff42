using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §5.5: claims is a JSON object.</summary>
internal sealed class ClaimsIsAnObject : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Claims is null ? OidcErrors.MalformedClaims : null;
}
