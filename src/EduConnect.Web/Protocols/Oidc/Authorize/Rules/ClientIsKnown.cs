using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 6749 §4.1.2.1: an unknown client is never redirected to.</summary>
internal sealed class ClientIsKnown : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Client is null ? OidcErrors.UnknownClient : null;
}
