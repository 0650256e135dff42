using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>One rule of a specification about authorization requests: pure, no input but the request and the contract.</summary>
internal abstract class AuthorizeRule
{
    /// <summary>Null when the request obeys, otherwise the refusal.</summary>
    public abstract OidcError? Check(AuthorizeRequest request);
}
