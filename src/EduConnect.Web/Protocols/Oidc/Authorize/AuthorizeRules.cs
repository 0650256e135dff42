using EduConnect.Web.Protocols.Oidc.Authorize.Rules;
using EduConnect.Web.Protocols.Oidc.Messages;

namespace EduConnect.Web.Protocols.Oidc.Authorize;

/// <summary>The rules in the order they are applied. Adding a rule is adding a class and its line here.</summary>
internal static class AuthorizeRules
{
    /// <summary>While one of these is broken the browser stays with us: nobody trustworthy to send it to is known.</summary>
    public static readonly AuthorizeRule[] BeforeRedirecting =
    [
        new AddressesAreNotRepeated(), new ClientIsKnown(), new ClientIsOpen(), new RedirectUriIsPresent(), new RedirectUriIsRegistered(),
    ];

    /// <summary>A breach of these goes back to the service.</summary>
    public static readonly AuthorizeRule[] AnsweredByRedirecting =
    [
        new ParametersAreNotRepeated(), new RequestIsPushedWhenDemanded(), new ResponseModeIsSupported(), new StateAndNonceAreShort(), new StateAndNonceArePlain(),
        new RequestObjectIsRefused(), new RequestUriIsRefused(), new RegistrationIsRefused(),
        new ResponseTypeIsPresent(), new ResponseTypeIsCode(), new ScopeContainsOpenId(),
        new ChallengeIsPresent(), new ChallengeMethodIsS256(), new ChallengeIsWellFormed(), new ThumbprintIsWellFormed(),
        new PromptIsKnown(), new PromptNoneStandsAlone(), new MaxAgeIsSeconds(), new ClaimsIsAnObject(),
    ];

    /// <summary>The first breach, or null.</summary>
    public static OidcError? FirstBreach(AuthorizeRule[] rules, AuthorizeRequest request)
    {
        foreach (var rule in rules)
        {
            if (rule.Check(request) is { } error)
            {
                return error;
            }
        }

        return null;
    }
}
