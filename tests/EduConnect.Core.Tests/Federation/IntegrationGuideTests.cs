using System.Text.RegularExpressions;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Tests.House;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>The files of <c>docs/integrating</c> get what they show, by the scopes they ask for; the guide's table says which scope brings what.</summary>
[Trait("Kind", "House")]
public sealed partial class IntegrationGuideTests
{
    private const string Folder = "docs/integrating/";
    private const string OfService = "ect.scope.<service>";

    /// <summary>Each file with the line that asks for scopes; what stands outside the line comes by itself.</summary>
    public static TheoryData<string, string, string> Asked => new()
    {
        { "aspnetcore.cs", "openid profile", """Scope\.Add\("([^"]+)"\)""" },
        { "openid-client.mjs", "", "scope: '([^']+)'" },
        { "mod_auth_openidc.conf", "", "OIDCScope \"([^\"]+)\"" },
        { "spring.yml", "", "scope: ([a-z.,]+)" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void A_file_asks_for_the_scopes_it_is_entered_with_and_they_bring_all_it_shows(string file, string given, string asks)
    {
        var text = Repository.Read(Folder + file);
        var entered = Entered().Match(text);
        Assert.True(entered.Success, $"{file} does not say how the service is entered");
        var service = Contract(entered.Groups["scopes"].Value.Split(' '), entered.Groups["claims"].Value.Split(' '));
        Assert.Empty(ContractRules.Breaches(service));
        Assert.Empty(ClaimSelection.WithoutScope(service));
        string[] asked = [.. $"{given} {Regex.Match(text, asks).Groups[1].Value.Replace(',', ' ')}".Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(service.Scopes.Order(StringComparer.Ordinal), ClaimSelection.Grant(service, asked).Order(StringComparer.Ordinal));
        Assert.Equal(asked.Length, service.Scopes.Count);
        var released = ClaimSelection.Select(service, ClaimSelection.Grant(service, asked), []);
        Assert.Empty(Ministry().Matches(text).Select(match => match.Value).Distinct().Except(released, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mod_auth_mellon.conf", "mod_auth_mellon.conf")]
    [InlineData("mod_shib.conf", "shibboleth2.xml")]
    public void A_file_of_saml_is_entered_with_all_it_reads(string entering, string reading)
    {
        var claims = OfSaml().Match(Repository.Read(Folder + entering)).Groups["claims"].Value.Split(' ');
        Assert.Empty(claims.Except(ClaimNames.All, StringComparer.Ordinal));
        Assert.Empty(Ministry().Matches(Repository.Read(Folder + reading)).Select(match => match.Value).Distinct().Except(claims, StringComparer.Ordinal));
    }

    // Microsoft's handler knows client_secret_post alone: a contract as it is without --auth answers it T01.
    [Fact]
    public void The_file_of_aspnetcore_enters_the_only_proof_its_handler_knows() =>
        Assert.Contains("--auth client_secret_post", Repository.Read(Folder + "aspnetcore.cs"), StringComparison.Ordinal);

    [Fact]
    public void The_table_names_the_scope_of_every_claim()
    {
        var rows = Repository.Lines(Folder + "LISEZMOI.md").Select(line => line.Split('|')).Where(cells => cells.Length >= 7 && cells[1].TrimStart().StartsWith('`') && cells[2].TrimStart().StartsWith('`')).ToList();
        var table = rows.SelectMany(cells => Quoted().Matches(cells[1]).Select(name => (Claim: name.Groups[1].Value, Scope: cells[2].Trim(' ', '`')))).ToDictionary(pair => pair.Claim, pair => pair.Scope, StringComparer.Ordinal);
        Assert.Equal(ClaimNames.All.Order(StringComparer.Ordinal), table.Keys.Order(StringComparer.Ordinal));
        Assert.All(table, pair => Assert.Equal(Narrowest(pair.Key), pair.Value));
    }

    [Fact]
    public void Claims_that_no_scope_brings_are_found_and_saml_has_none()
    {
        var service = Contract(["profile", "ect.scope.cnx"], [ClaimNames.GivenName, ClaimNames.Vectors, ClaimNames.Affiliation]);
        Assert.Equal([ClaimNames.Vectors], ClaimSelection.WithoutScope(service));
        service.RedirectUris = [];
        Assert.Empty(ClaimSelection.WithoutScope(service));
    }

    private static string Narrowest(string claim)
    {
        var service = Contract([], [.. ClaimNames.All]);
        return new[] { ScopeNames.Profile, ScopeNames.Email, ScopeNames.Connection }.FirstOrDefault(scope => ClaimSelection.Select(service, [scope], []).Contains(claim)) ?? OfService;
    }

    private static Service Contract(string[] scopes, string[] claims) => new() { ClientId = "rp", Name = "x", Sector = "x", RedirectUris = ["https://rp.example/cb"], Scopes = [ScopeNames.OpenId, .. scopes], Claims = claims };

    [GeneratedRegex("--scope (?<scopes>[a-z. ]+) --claim (?<claims>[A-Za-z_ ]+)")]
    private static partial Regex Entered();

    [GeneratedRegex("--saml-metadata [a-z.]+ --claim (?<claims>[A-Za-z_ ]+)")]
    private static partial Regex OfSaml();

    [GeneratedRegex("FrEdu[A-Za-z]+")]
    private static partial Regex Ministry();

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Quoted();
}
