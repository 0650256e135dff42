using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>The INE is the identity of a pupil (domain 2.6), and typed by people: a wrong one joins nobody, a corrected one takes nobody's account (aaf-format §8, row 1).</summary>
[Trait("Rule", "domain 2.6")]
public abstract class IneTests(Engine engine) : StorageSuite(engine)
{
    private const string Ine = "990000117BK";
    private const string Other = "990000118BK";

    private int _folders;

    private ImportHarness Harness => new(Stores, Clock);

    [Theory]
    [InlineData(Ine)]
    [InlineData("9999999999Z")]
    public async Task Four_children_of_four_families_with_one_ine_stay_four_children(string ine)
    {
        static AafText Families(string date, string ine) => new AafText { Date = date }.School()
            .Pupil("1", "DURAND", "Zoé", "01/02/2012", ine, links: ["11$10$1$1$1$1", "12$20$1$1$1$1"]).Pupil("2", "PETIT", "Ugo", "02/03/2013", ine, links: ["21$10$1$1$1$1", "22$20$1$1$1$1"])
            .Pupil("3", "MARTIN", "Léa", "03/04/2014", ine, links: ["31$10$1$1$1$1", "32$20$1$1$1$1"]).Pupil("4", "BERNARD", "Ali", "04/05/2011", ine, links: ["41$10$1$1$1$1", "42$20$1$1$1$1", "43$50$1$1$1$1"])
            .Guardian("11", "DURAND", "Anne").Guardian("12", "DURAND", "Luc").Guardian("21", "PETIT", "Anne").Guardian("22", "PETIT", "Luc").Guardian("31", "MARTIN", "Anne").Guardian("32", "MARTIN", "Luc")
            .Guardian("41", "BERNARD", "Anne").Guardian("42", "BERNARD", "Luc").Guardian("43", "ROUX", "Eve");
        var report = await ApplyAsync(Families("20261119", ine));
        Assert.Equal(3, Assert.Single(report.Remarks, remark => remark.Code == "IneOfAnother").Times);
        Assert.Equal(["BERNARD", "DURAND " + ine, "MARTIN", "PETIT"], await ChildrenAsync());
        Assert.Equal(4, (await AllAsync<Account>()).Count(account => account.Kind == AccountKind.Pupil));
        Assert.Equal([2, 2, 2, 3], (await AllAsync<GuardianLink>()).GroupBy(link => link.PupilId).Select(ties => ties.Count()).Order());
        Assert.Empty(await AllAsync<PupilDoubt>());

        // As long as the source is wrong it is said, and nothing else is done.
        var state = await Harness.StateAsync();
        var again = await Harness.ImportAsync(Families("20261120", ine).Write(NewFolder()));
        Assert.Equal((ImportOutcome.NothingNew, 3), (again.Outcome, Assert.Single(again.Remarks, remark => remark.Code == "IneOfAnother").Times));
        Assert.Equal(state.Replace("2026-11-19", "2026-11-20", StringComparison.Ordinal), await Harness.StateAsync());

        // Corrected, each has their own.
        await ApplyAsync(new AafText { Kind = "Delta", Date = "20261121" }.Modify("Eleve", "Eleve", "2", ("ENTEleveINE", [Other])));
        Assert.Equal(["BERNARD", "DURAND " + ine, "MARTIN", "PETIT " + Other], await ChildrenAsync());
        Assert.Equal(4, (await AllAsync<Account>()).Count(account => account.Kind == AccountKind.Pupil));
    }

    [Fact]
    public async Task A_known_child_given_the_ine_of_another_by_a_slip_keeps_guardians_and_account()
    {
        static AafText Two(string date, string second) => new AafText { Date = date }.School()
            .Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine, links: ["11$10$1$1$1$1"]).Guardian("11", "DURAND", "Anne")
            .Pupil("2", "PETIT", "Ugo", "02/03/2013", second, links: ["21$10$1$1$1$1"]).Guardian("21", "PETIT", "Anne");
        await ApplyAsync(Two("20261119", Other));
        await using (var db = Stores.Main())
        {
            await db.Set<GuardianLink>().ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.Confirmed), Cancellation);
        }

        var before = await Harness.StateAsync();
        var report = await Harness.ImportAsync(Two("20261120", Ine).Write(NewFolder()));
        Assert.Equal(1, Assert.Single(report.Remarks, remark => remark.Code == "IneOfAnother").Times);
        Assert.Equal(["DURAND " + Ine, "PETIT " + Other], await ChildrenAsync());
        Assert.Equal(Comparable(before), Comparable(await Harness.StateAsync()));

        // Every row as it was, save that the record is looked at again and the date of the feed.
        static string Comparable(string state) => string.Join('\n', state.Split('\n').Where(line => !line.StartsWith("feed ", StringComparison.Ordinal) && !line.StartsWith("record ", StringComparison.Ordinal)));
    }

    /// <summary>A first name that is there and empty is one that was left out: the child is known by the one before, as the import keeps it.</summary>
    [Fact]
    public async Task A_change_with_an_empty_first_name_is_about_the_child_of_before()
    {
        await ApplyAsync(new AafText().School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine));
        var before = Assert.Single(await AllAsync<Pupil>());
        await ApplyAsync(new AafText { Kind = "Delta", Date = "20261120" }.Modify("Eleve", "Eleve", "1", ("ENTEleveINE", [Other]), ("givenName", []), ("ENTPersonDateNaissance", ["02/02/2012"])));
        var after = Assert.Single(await AllAsync<Pupil>());
        Assert.Equal((before.Id, Other, "Zoé", new DateOnly(2012, 2, 2)), (after.Id, after.Ine, after.FirstName, after.BirthDate));
        Assert.Equal(before.Id, Assert.Single(await AllAsync<Account>()).PupilId);
    }

    [Fact]
    public async Task A_known_twin_given_the_ine_of_the_other_stays_who_they_are()
    {
        static AafText Twins(string date, string second) => new AafText { Date = date }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine).Pupil("2", "DURAND", "Léo", "01/02/2012", second);
        await ApplyAsync(Twins("20261119", Other));
        var accounts = await AccountsAsync();
        await Harness.ImportAsync(Twins("20261120", Ine).Write(NewFolder()));
        Assert.Equal(["DURAND " + Ine, "DURAND " + Other], await ChildrenAsync());
        Assert.Equal(2, (await AllAsync<PupilRecord>()).Select(record => record.PupilId).Distinct().Count());
        Assert.Equal(accounts, await AccountsAsync());
    }

    [Theory]
    [InlineData("DURAND", "Zoé", "02/02/2012", 1)]
    [InlineData("DURAND", "Zoée", "01/02/2012", 1)]
    [InlineData("MARTIN", "ZOE", "01/02/2012", 1)]
    [InlineData("DURAND-MARTIN", "Zoe Marie", "03/02/2012", 1)]
    [InlineData("DURAND", "Ugo", "05/06/2014", 2)]
    [InlineData("PETIT", "Zoé", "05/06/2014", 2)]
    [InlineData("PETIT", "Ugo", "01/02/2012", 2)]
    [InlineData("DURAND", "Léo", "01/02/2012", 2)]
    [Trait("Row", "#253")]
    public async Task One_correction_leaves_it_the_same_child_and_two_are_asked_of_the_school(string family, string first, string birth, int children)
    {
        await ApplyAsync(new AafText().School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine));
        await ApplyAsync(new AafText { Date = "20261120" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine).Pupil("2", family, first, birth, Ine));
        Assert.Equal((children, children), ((await AllAsync<Pupil>()).Count, (await AccountsAsync()).Count));
        Assert.Equal(children - 1, (await AllAsync<PupilDoubt>()).Count);
    }

    [Fact]
    public async Task A_child_without_ine_is_known_by_a_common_guardian_even_when_a_wrong_ine_comes()
    {
        await ApplyAsync(new AafText().School().Pupil("1", "PETIT", "Ugo", "02/03/2013", links: ["21$10$1$1$1$1"]).Guardian("21", "PETIT", "Anne").Pupil("9", "DURAND", "Zoé", "01/02/2012", Ine));
        var accounts = await AccountsAsync();
        await ApplyAsync(new AafText { Kind = "Delta", Date = "20261120" }.Pupil("2", "PETIT", "Ugo", "02/03/2013", Ine, links: ["21$10$1$1$1$1"]));
        Assert.Equal(["DURAND " + Ine, "PETIT"], await ChildrenAsync());
        Assert.Equal(accounts, await AccountsAsync());
    }

    // A delta repeats the exports before it: a slip and its correction may come in one.
    [Fact]
    [Trait("Row", "#253")]
    public async Task An_ine_that_comes_back_in_the_same_delta_is_not_lost()
    {
        await ApplyAsync(new AafText().School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine));
        await ApplyAsync(new AafText { Kind = "Delta", Date = "20261120" }.Modify("Eleve", "Eleve", "1", ("ENTEleveINE", [Other])).Modify("Eleve", "Eleve", "1", ("ENTEleveINE", [Ine])));
        Assert.Equal(["DURAND " + Ine], await ChildrenAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Row", "#253")]
    public async Task An_ine_corrected_at_the_source_keeps_the_account_and_the_former_one_goes_to_whoever_has_it(bool atOnce)
    {
        await ApplyAsync(new AafText().School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine, links: ["11$10$1$1$1$1"]).Guardian("11", "DURAND", "Anne"));
        var (accounts, pupil) = (await AccountsAsync(), Assert.Single(await AllAsync<Pupil>()).Id);
        var corrected = new AafText { Date = "20261120" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Other, links: ["11$10$1$1$1$1"]).Guardian("11", "DURAND", "Anne");
        await ApplyAsync(atOnce ? corrected.Pupil("2", "PETIT", "Ugo", "02/03/2013", Ine) : corrected);
        if (!atOnce)
        {
            Assert.Equal(accounts, await AccountsAsync());
            corrected.Date = "20261121";
            await ApplyAsync(corrected.Pupil("2", "PETIT", "Ugo", "02/03/2013", Ine));
        }

        Assert.Equal(["DURAND " + Other, "PETIT " + Ine], await ChildrenAsync());
        Assert.Equal((pupil, pupil), ((await AllAsync<Pupil>()).Single(one => one.Ine == Other).Id, Assert.Single(await AllAsync<GuardianLink>()).PupilId));
        Assert.Equal((2, accounts[0]), ((await AccountsAsync()).Count, (await AccountsAsync()).Single(account => account == accounts[0])));
    }

    [Fact]
    [Trait("Row", "#253")]
    public async Task An_ine_that_only_the_first_degree_says_does_not_replace_that_of_the_second()
    {
        static AafText First(string date, string ine) => new AafText { Prefix = "ENT1D", Degree = "1D", Date = date }
            .Add("EtabEducNat", "categorieStructure", "EtabEducNat", "8802", [("ENTStructureJointure", ["8802"]), ("ENTStructureUAI", ["9990101F"]), ("ENTStructureNomCourant", ["E.E.PU$LES GENETS$VALFICTIF"]), ("ENTEcoleSecteur", ["PU"])])
            .Add("Eleve", "categoriePersonne", "Eleve", "5510001", [("ENTPersonJointure", ["5510001"]), ("ENTEleveINE", [ine]), ("ENTPersonDateNaissance", ["01/02/2012"]), ("ENTPersonNomPatro", ["DURAND"]), ("ENTPersonNom", ["DURAND"]), ("ENTPersonPrenom", ["Zoé"]), ("ENTPersonStructRattach", ["8802"])]);
        await ApplyAsync(First("20261119", Ine));
        await ApplyAsync(new AafText().School().Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine));
        await Harness.ImportAsync(First("20261120", Other).Write(NewFolder()));
        Assert.Equal(["DURAND " + Ine], await ChildrenAsync());
        Assert.Equal(2, (await AllAsync<PupilRecord>()).Count);
    }

    private async Task<IEnumerable<string>> ChildrenAsync() => (await AllAsync<Pupil>()).Select(pupil => $"{pupil.FamilyName} {pupil.Ine}".TrimEnd()).Order(StringComparer.Ordinal);

    private async Task<List<string>> AccountsAsync() =>
        [.. (await AllAsync<Account>()).Where(account => account.Kind == AccountKind.Pupil).Select(account => $"{account.Username} {account.PupilId}").Order(StringComparer.Ordinal)];

    private string NewFolder() => Path.Combine(Stores.Folder, $"in{++_folders}");

    private Task<ImportReport> ApplyAsync(AafText text) => Harness.AppliedAsync(text.Write(NewFolder()), allowRemovals: true);

    private async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Stores.Main();
        return await db.Set<T>().AsNoTracking().ToListAsync(Cancellation);
    }
}

public sealed class IneOnSqlite() : IneTests(Engine.Sqlite);

public sealed class IneOnPostgreSql() : IneTests(Engine.PostgreSql);
