using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>A service that the operators closed gets nothing.</summary>
internal sealed class ClientIsOpen : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Client!.Enabled ? null : OidcErrors.DisabledClient;
}
