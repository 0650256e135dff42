using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using EduConnect.Testing;
using EduConnect.Web.Protocols.Saml.Logout;
using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Sso;

namespace EduConnect.Web.Tests.Protocols.Saml.Rules;

public sealed partial class SamlCatalogueTests
{
    [Fact]
    public void References_are_unique()
    {
        Assert.Equal(All.Length, All.Select(error => error.Id).Distinct().Count());
    }

    [Fact]
    public void The_page_for_operators_names_each_where_it_is_said()
    {
        var sentence = Sentence().Match(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "saml.md")));
        Assert.True(sentence.Success);
        Assert.Equal(All.Where(error => error.SecondStatus is null).Select(error => error.Id), Named(sentence.Groups["ours"].Value));
        Assert.Equal(All.Where(error => error.SecondStatus is not null).Select(error => error.Id), Named(sentence.Groups["theirs"].Value));
    }

    private static SamlError[] All { get; } = [.. typeof(SamlErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (SamlError)field.GetValue(null)!).OrderBy(error => error.Id, StringComparer.Ordinal)];

    /// <summary><c>`S01`–`S03` and `S07`</c>, one by one.</summary>
    private static IEnumerable<string> Named(string words) => Range().Matches(words).SelectMany(range =>
    {
        var first = int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture);
        var last = range.Groups[2].Success ? int.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture) : first;
        return Enumerable.Range(first, last - first + 1).Select(number => $"S{number:00}");
    });

    [GeneratedRegex("reference: (?<ours>.*?) stay on our own page,.*?; (?<theirs>[^;]*?) are told\\s+to the service", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    [GeneratedRegex("`S([0-9]{2})`(?:–`S([0-9]{2})`)?")]
    private static partial Regex Range();

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
