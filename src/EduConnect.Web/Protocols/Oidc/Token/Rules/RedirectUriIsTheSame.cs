using EduConnect.Core.Federation.Grants;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Token.Rules;

/// <summary>RFC 6749 §4.1.3, OpenID Connect Core §3.1.3.2: redirect_uri is the one of the authorization request.</summary>
internal sealed class RedirectUriIsTheSame : CodeRule
{
    public override OidcError? Check(LiveGrant grant, TokenRequest request) =>
        string.Equals(request.Form["redirect_uri"], grant.RedirectUri, StringComparison.Ordinal) ? null : OidcErrors.RedirectMismatch;
}
