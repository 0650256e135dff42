using System.Reflection;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Authorize.Interactions;
using EduConnect.Web.Protocols.Oidc.Logout;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Pushed;
using EduConnect.Web.Protocols.Oidc.Token;

namespace EduConnect.Web.Tests.Protocols.Oidc.Rules;

public sealed class CatalogueTests
{
    private static readonly OidcError[] All =
        [.. typeof(OidcErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OidcError)field.GetValue(null)!)];

    [Fact]
    public void References_are_unique_and_descriptions_are_what_RFC_6749_allows()
    {
        Assert.Equal(All.Length, All.Select(error => error.Id).Distinct().Count());
        Assert.All(All, error => Assert.DoesNotContain(error.Description, sign => sign is < ' ' or > '~' or '"' or '\\'));
    }

    [Fact]
    public void Every_rule_is_applied()
    {
        Assert.Equal(Named<AuthorizeRule>(), Names(AuthorizeRules.BeforeRedirecting.Concat(AuthorizeRules.AnsweredByRedirecting).Concat(PushedRules.Own)));
        Assert.Equal(Named<InteractionRule>(), Names(InteractionRules.All));
        Assert.Equal(Named<CodeRule>(), Names(CodeRules.All));
        Assert.Equal(Named<LogoutRule>(), Names(LogoutRules.All));
    }

    private static string[] Named<TRule>() =>
        [.. typeof(TRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TRule))).Select(type => type.Name).Order(StringComparer.Ordinal)];

    private static string[] Names(IEnumerable<object> rules) => [.. rules.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal)];
}
