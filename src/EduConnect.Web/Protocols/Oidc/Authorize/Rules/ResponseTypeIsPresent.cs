using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 6749 §3.1.1: response_type is required.</summary>
internal sealed class ResponseTypeIsPresent : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["response_type"] is null ? OidcErrors.MissingResponseType : null;
}
