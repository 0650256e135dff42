using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>OpenID Connect Core §7.2.1 and §3.1.2.6: registration is for self-issued providers.</summary>
internal sealed class RegistrationIsRefused : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["registration"] is null ? null : OidcErrors.Registration;
}
