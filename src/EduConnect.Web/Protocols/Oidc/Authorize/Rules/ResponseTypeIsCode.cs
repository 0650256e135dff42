using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize.Rules;

/// <summary>RFC 9700 §2.1.2: only the code flow.</summary>
internal sealed class ResponseTypeIsCode : AuthorizeRule
{
    public override OidcError? Check(AuthorizeRequest request) =>
        request.Parameters["response_type"] is null or "code" ? null : OidcErrors.UnsupportedResponseType;
}
