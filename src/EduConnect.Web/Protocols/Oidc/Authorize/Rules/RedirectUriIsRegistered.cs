using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 9700 §2.1: redirect_uri is compared sign by sign with those registered.</summary>
internal sealed class RedirectUriIsRegistered : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Client!.RedirectUris.Contains(request.RedirectUri!, StringComparer.Ordinal) ? null : OidcErrors.UnknownRedirectUri;
}
