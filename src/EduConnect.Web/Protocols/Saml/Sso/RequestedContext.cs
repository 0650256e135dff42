using System.Xml;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>The authentication classes a service asks for (SAML Core §3.3.2.2.1).</summary>
/// <param name="Comparison"><c>exact</c>, <c>minimum</c>, <c>maximum</c> or <c>better</c>.</param>
/// <param name="Classes">In the order of preference.</param>
internal sealed record RequestedContext(string Comparison, IReadOnlyList<string> Classes)
{
    // Weakest first: every sign-in here is at least a password over TLS, one by FranceConnect too (federation.md a.3).
    private static readonly string[] Known = [SamlNames.AnyContext, SamlNames.Password, SamlNames.ProtectedPassword];

    /// <summary>The class to state in the assertion; null when none asked for can be given.</summary>
    public string? Given => Comparison switch
    {
        "exact" => Classes.FirstOrDefault(Known.Contains),
        "minimum" => Classes.Any(Known.Contains) ? SamlNames.ProtectedPassword : null,
        "better" => Classes.Any(one => one is SamlNames.AnyContext or SamlNames.Password) ? SamlNames.ProtectedPassword : null,
        "maximum" => Known.LastOrDefault(Classes.Contains),
        _ => null,
    };

    public static RequestedContext Read(XmlElement element) => new(
        element.Value("Comparison") ?? "exact",
        [.. element.Children("AuthnContextClassRef", SamlNames.Assertion).Select(one => one.Text() ?? string.Empty)]);
}
