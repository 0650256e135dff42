using System.Reflection;
using System.Text.RegularExpressions;
using EduConnect.Core.Federation.Claims;
using EduConnect.Testing;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Saml.Answers;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Tests.Protocols;

/// <summary>The tables of the integrator's guide and of the two pages it points to say what the code does: every refusal, every attribute.</summary>
[Trait("Spec", "federation.md a.4")]
public sealed partial class GuideTablesTests
{
    private const string Ministry = "urn:oid:1.3.6.1.4.1.20326.10.999.1";

    [Fact]
    public void Every_refusal_of_openid_connect_has_its_row() => HoldsEach(
        "docs/openid-connect.md", Catalogue<OidcError>(typeof(OidcErrors)).Select(error => (error.Id, error.Code.Length == 0 ? string.Empty : $"`{error.Code}`")));

    [Fact]
    public void Every_refusal_of_saml_has_its_row_and_a_status_only_if_it_is_told() => HoldsEach(
        "docs/saml.md", Catalogue<SamlError>(typeof(SamlErrors)).Select(error => (error.Id, IsTold(error.Id) ? $"`{error.Status}`{(error.SecondStatus is { } second ? $" `{second}`" : string.Empty)}" : string.Empty)));

    [Fact]
    public void The_table_of_claims_names_the_attributes()
    {
        var attributes = new AttributeDictionary(new());
        var rows = Rows("docs/integrating/LISEZMOI.md").Where(cells => Names(cells[1]).Any(ClaimNames.All.Contains)).ToList();
        Assert.Equal(ClaimNames.All.Order(StringComparer.Ordinal), rows.SelectMany(cells => Names(cells[1])).Order(StringComparer.Ordinal));
        foreach (var cells in rows)
        {
            var expected = Names(cells[1]).Select(attributes.Of).OfType<SamlAttribute>().Select(Written).ToList();
            Assert.True(expected.Count == 0 ? cells[3].StartsWith("– ;", StringComparison.Ordinal) : string.Join(" ; ", expected) == cells[3], $"{cells[1]}: {cells[3]}");
        }
    }

    private static void HoldsEach(string page, IEnumerable<(string Reference, string Code)> refusals)
    {
        var rows = Rows(page).Where(cells => Reference().IsMatch(cells[1])).Select(cells => (cells[1].Trim('`'), cells[2], cells[3], cells[4])).ToList();
        Assert.Equal(refusals.Order(), rows.Select(row => (row.Item1, row.Item2)).Order());
        Assert.All(rows, row => Assert.True(row.Item3.Length > 5 && row.Item4.Length > 3, row.Item1));
    }

    /// <summary>What a service is told has a status of its own; S01 to S19, S41 and S42 stay on our page.</summary>
    private static bool IsTold(string reference) => string.CompareOrdinal(reference, "S20") >= 0 && reference is not ("S41" or "S42");

    private static string Written(SamlAttribute attribute) =>
        attribute.Name.StartsWith(Ministry, StringComparison.Ordinal) ? $"… `{attribute.Name[Ministry.Length..]}`"
        : attribute.Name == attribute.Short ? $"`{attribute.Short}`"
        : $"`{attribute.Short}` `{attribute.Name}`";

    private static List<T> Catalogue<T>(Type type)
    {
        var all = type.GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null)).OfType<T>().ToList();
        Assert.True(all.Count > 20, $"{type.Name}: {all.Count}");
        return all;
    }

    private static List<string[]> Rows(string page) =>
        [.. File.ReadAllLines(Path.Combine(Checkout.Root, page)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray()).Where(cells => cells.Length >= 6)];

    private static IEnumerable<string> Names(string cell) => Quoted().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^`[A-Z][0-9]{2}`$")]
    private static partial Regex Reference();
}
