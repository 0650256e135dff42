using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 6749 §3.1: request parameters must not be included more than once.</summary>
internal sealed class ParametersAreNotRepeated : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters.HasRepeated(AuthorizeRequest.Names) ? OidcErrors.RepeatedParameter : null;
}
