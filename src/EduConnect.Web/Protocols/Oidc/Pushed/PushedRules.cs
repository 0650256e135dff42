using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Pushed.Rules;

namespace EduConnect.Web.Protocols.Oidc.Pushed;

/// <summary>The rules on pushed requests: one of their own, then those of the authorization endpoint (RFC 9126 §2.1).</summary>
internal static class PushedRules
{
    /// <summary>Rules that only this endpoint has.</summary>
    public static readonly AuthorizeRule[] Own = [new RequestUriIsNotPushed()];

    /// <summary>The first breach, or null.</summary>
    public static OidcError? FirstBreach(AuthorizeRequest request) =>
        AuthorizeRules.FirstBreach(Own, request)
        ?? AuthorizeRules.FirstBreach(AuthorizeRules.BeforeRedirecting, request)
        ?? AuthorizeRules.FirstBreach(AuthorizeRules.AnsweredByRedirecting, request);
}
