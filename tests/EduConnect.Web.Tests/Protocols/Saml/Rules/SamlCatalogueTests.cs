using System.Reflection;
using EduConnect.Web.Protocols.Saml.Logout;
using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Sso;

namespace EduConnect.Web.Tests.Protocols.Saml.Rules;

public sealed class SamlCatalogueTests
{
    [Fact]
    public void References_are_unique()
    {
        var all = typeof(SamlErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (SamlError)field.GetValue(null)!).ToArray();
        Assert.Equal(all.Length, all.Select(error => error.Id).Distinct().Count());
    }

    [Fact]
    public void Every_rule_is_applied()
    {
        var named = typeof(MessageRule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MessageRule)) && !type.IsAbstract).Select(type => type.Name);
        var applied = SsoRules.BeforeAnswering.Concat(SsoRules.Answered).Concat(SamlLogoutRules.All).Select(rule => rule.GetType().Name).Distinct();
        Assert.Equal(named.Order(StringComparer.Ordinal), applied.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("exact", "Password", "Password")]
    [InlineData("exact", "X509 PasswordProtectedTransport Password", "PasswordProtectedTransport")]
    [InlineData("exact", "X509", null)]
    [InlineData("minimum", "Password", "PasswordProtectedTransport")]
    [InlineData("minimum", "X509", null)]
    [InlineData("maximum", "X509 Password", "Password")]
    [InlineData("better", "Password", "PasswordProtectedTransport")]
    [InlineData("better", "PasswordProtectedTransport", null)]
    [InlineData("nonsense", "Password", null)]
    public void The_class_stated_is_one_that_was_asked_for(string comparison, string asked, string? given)
    {
        const string Prefix = "urn:oasis:names:tc:SAML:2.0:ac:classes:";
        var context = new RequestedContext(comparison, [.. asked.Split(' ').Select(word => Prefix + word)]);
        Assert.Equal(given is null ? null : Prefix + given, context.Given);
    }
}
