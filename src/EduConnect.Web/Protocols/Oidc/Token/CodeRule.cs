using EduConnect.Core.Federation.Grants;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Token.Rules;

namespace EduConnect.Web.Protocols.Oidc.Token;

/// <summary>One rule on redeeming a code: pure, no input but the grant and the request.</summary>
internal abstract class CodeRule
{
    /// <summary>Null when the request obeys, otherwise the refusal.</summary>
    public abstract OidcError? Check(LiveGrant grant, TokenRequest request);
}

/// <summary>The rules in the order they are applied.</summary>
internal static class CodeRules
{
    public static readonly CodeRule[] All =
        [new RedirectUriIsTheSame(), new VerifierIsPresent(), new VerifierIsExpected(), new VerifierMatches(), new KeyIsProved()];

    public static OidcError? FirstBreach(LiveGrant grant, TokenRequest request)
    {
        foreach (var rule in All)
        {
            if (rule.Check(grant, request) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
