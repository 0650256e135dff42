using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §3.1.2.1: max_age is a number of seconds.</summary>
internal sealed class MaxAgeIsSeconds : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["max_age"] is null || request.MaxAge is not null ? null : OidcErrors.MalformedMaxAge;
}
