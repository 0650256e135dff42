using EduConnect.Core.Directory.Importing;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>A complet that takes few people from each school, but too many from the source, is stopped whatever schools it closes or leaves out (domain 2.4).</summary>
[Trait("Rule", "S-XM3")]
public abstract class SourceBrakeTests(Engine engine) : StorageSuite(engine)
{
    /// <summary>In each of the three schools: two of them are 4 % of its ties.</summary>
    private const int Pupils = 50;

    private const int Closed = 7109;

    private int _folders;

    private ImportHarness Harness => new(Stores, Clock);

    [Fact]
    public async Task A_closed_school_that_was_never_loaded_does_not_switch_the_rule_off()
    {
        await Harness.AppliedAsync(Write(Attended(Source("20261118", Pupils), "SANS OBJET", 0)));
        AssertHeld(await Harness.ImportAsync(Write(Attended(Source("20261119", Pupils - 2), "SANS OBJET", 0))), 12, 300);
    }

    [Fact]
    public async Task Nor_does_a_private_school_of_the_first_degree_outside_the_white_list()
    {
        await Harness.AppliedAsync(Write(First("20261118", 200)));
        AssertHeld(await Harness.ImportAsync(Write(First("20261119", 192))), 8, 200);
    }

    [Fact]
    public async Task Nor_does_a_school_that_has_long_gone()
    {
        await Harness.AppliedAsync(Write(Attended(Source("20261117", Pupils), "COLLEGE", 30)));
        await Harness.AppliedAsync(Write(Attended(Source("20261118", Pupils), "SANS OBJET", 30)));
        AssertHeld(await Harness.ImportAsync(Write(Source("20261119", Pupils - 2))), 12, 300);
    }

    [Fact]
    public async Task The_people_of_a_school_that_closes_count_on_neither_side()
    {
        await Harness.AppliedAsync(Write(Attended(Source("20261117", Pupils), "COLLEGE", 30)));
        AssertHeld(await Harness.ImportAsync(Write(Attended(Source("20261118", Pupils - 2), "SANS OBJET", 30))), 12, 300);
        var report = await Harness.AppliedAsync(Write(Attended(Source("20261119", Pupils), "SANS OBJET", 30)));
        Assert.Equal((1, 30, 30), (report.Schools.Gone, report.Pupils.Gone, report.Guardians.Gone));
    }

    private static void AssertHeld(ImportReport report, long lost, long accounts)
    {
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        var held = Assert.Single(report.Held);
        Assert.Equal((true, 0, lost, accounts), (held.IsSourceOver, held.SchoolCount, held.AccountsLost, held.Accounts));
    }

    /// <summary>Three schools of the 2nd degree, a guardian for each pupil.</summary>
    private static AafText Source(string date, int pupils)
    {
        var text = new AafText { Date = date };
        foreach (var (school, letter) in new[] { (7101, 'A'), (7102, 'B'), (7103, 'C') })
        {
            People(text.School($"{school}", $"999000{school - 7100}{letter}", $"CLG$COLLEGE {letter}$VALFICTIF"), school, pupils);
        }

        return text;
    }

    private static AafText Attended(AafText text, string type, int pupils) => People(
        text.Add(
            "EtabEducNat", "categorieStructure", "EtabEducNat", $"{Closed}",
            [("ENTStructureJointure", [$"{Closed}"]), ("ENTStructureUAI", ["9990009Z"]), ("ENTStructureNomCourant", ["CLG$ANCIEN$VALFICTIF"]), ("ENTStructureTypeStruct", [type]), ("ENTEtablissementContrat", ["PU"])]),
        Closed, pupils);

    private static AafText People(AafText text, int school, int pupils)
    {
        for (var number = 1; number <= pupils; number++)
        {
            var id = $"{school}{number:000}";
            text.Guardian($"8{id}", "DURAND", $"Ada{id}", mail: $"ada{id}@exemple.test")
                .Pupil(id, "DURAND", $"Zoé{id}", "01/02/2012", school: $"{school}", classes: $"{school}$6EME A", links: [$"8{id}$10$1$1$1$1"]);
        }

        return text;
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
