using EduConnect.Core.Directory.Importing;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>A complet that takes few people from each school, but too many from the source, is stopped whatever schools it closes or leaves out (domain 2.4).</summary>
[Trait("Rule", "S-XM3")]
public abstract class SourceBrakeTests(Engine engine) : StorageSuite(engine)
{
    private int _folders;

    private ImportHarness Harness => new(Stores, Clock);

    [Fact]
    public async Task A_private_school_of_the_first_degree_outside_the_white_list_does_not_switch_the_rule_off()
    {
        await Harness.AppliedAsync(Write(First("20261118", 200)));
        AssertHeld(await Harness.ImportAsync(Write(First("20261119", 192))), 8, 200);
    }

    private static void AssertHeld(ImportReport report, long lost, long accounts)
    {
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        var held = Assert.Single(report.Held);
        Assert.Equal((true, 0, lost, accounts), (held.IsSourceOver, held.SchoolCount, held.AccountsLost, held.Accounts));
    }

    /// <summary>Two public schools of the 1st degree and a private one that nothing accepts: only guardians have accounts.</summary>
    private static AafText First(string date, int pupils)
    {
        var text = new AafText { Prefix = "ENT1D", Degree = "1D", Date = date };
        foreach (var (school, uai, sector) in new[] { ("8801", "9990101F", "PU"), ("8802", "9990102G", "PU"), ("8803", "9990103H", "PR") })
        {
            text.Add(
                "EtabEducNat", "categorieStructure", "EtabEducNat", school,
                [("ENTStructureJointure", [school]), ("ENTStructureUAI", [uai]), ("ENTStructureNomCourant", [$"E.E.{sector}$ECOLE {school}$VALFICTIF"]), ("ENTEcoleSecteur", [sector])]);
        }

        for (var number = 1; number <= pupils; number++)
        {
            var (school, id) = (number % 2 == 0 ? "8801" : "8802", $"55{number:000}");
            text.Guardian($"8{id}", "DURAND", $"Ada{id}", mail: $"ada{id}@exemple.test").Add(
                "Eleve", "categoriePersonne", "Eleve", id,
                [
                    ("ENTPersonJointure", [id]), ("ENTPersonDateNaissance", ["03/11/2018"]), ("ENTPersonNomPatro", ["DURAND"]), ("ENTPersonNom", ["DURAND"]), ("ENTPersonPrenom", [$"Zoé{id}"]),
                    ("ENTEleveAutoriteParentale", [$"8{id}$10"]), ("ENTPersonStructRattach", [school]), ("ENTEleveNiveau", ["CP"]),
                ]);
        }

        return text;
    }

    private string Write(AafText text) => text.Write(Path.Combine(Stores.Folder, $"in{++_folders}"));
}

/// <summary>Over the embedded engine.</summary>
public sealed class SourceBrakeOnSqlite() : SourceBrakeTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class SourceBrakeOnPostgreSql() : SourceBrakeTests(Engine.PostgreSql);
