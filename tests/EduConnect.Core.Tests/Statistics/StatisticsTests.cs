using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.Statistics;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Statistics;

/// <summary>The figures of schools against counts by plain SQL, in a world where everything occurs.</summary>
public abstract class StatisticsTests(Engine engine) : StorageSuite(engine)
{
    private StoreFactory<MainDb> MainStore => new(Stores.Main);

    private ComputeStatistics Step => new(MainStore, Clock);

    [Fact]
    [Trait("Row", "#203")]
    [Trait("Row", "#206")]
    [Trait("Row", "#207")]
    [Trait("Row", "#208")]
    [Trait("Row", "#209")]
    [Trait("Row", "#210")]
    public async Task Every_figure_of_every_school_is_what_plain_SQL_counts()
    {
        await using var db = Stores.Main();
        var world = await CountedWorld.FillAsync(db);
        var counts = await Step.RunAsync(Cancellation);
        Assert.Equal(4, counts["schools"]);
        foreach (var school in world.Schools)
        {
            var here = $"s.uai = '{school.Uai}'";
            var classes = await db.Set<SchoolClass>().Where(one => one.SchoolId == school.Id).ToDictionaryAsync(one => one.Code, one => one.Id.ToString(), Cancellation);
            foreach (var list in ListsOf(school))
            {
                var report = await ReportAsync(school, list);
                await SameAsync(db, list, here, report.Whole);
                Assert.Equal(school.Degree == Degree.Second ? 4 : 3, report.ByMef.Count + report.ByLevel.Count);
                Assert.Equal(3, report.ByClass.Count);
                foreach (var line in report.ByClass)
                {
                    var inClass = line.Item.Length == 0 ? "e.class_id is null" : $"e.class_id in (select c.id from school_class c where c.code = '{line.Item}')";
                    await SameAsync(db, list, $"{here} and {inClass}", line);
                    Assert.Equal(line.Item.StartsWith('B') && school.Degree == Degree.First ? "Classe B" : line.Item, line.Label);
                }

                foreach (var line in report.ByMef)
                {
                    await SameAsync(db, list, $"{here} and coalesce(e.mef_code, '') = '{line.Item}'", line);
                }

                foreach (var line in report.ByLevel)
                {
                    await SameAsync(db, list, $"{here} and coalesce(e.level, '') = '{line.Item}'", line);
                }

                Assert.Equal((await PlainCounts.PupilsAsync(db, here, reached: false), await PlainCounts.PupilsAsync(db, here, reached: true)), (report.Coverage.Pupils, report.Coverage.Reached));
                Assert.InRange(report.Coverage.Reached, 1, report.Coverage.Pupils - 1);
                Assert.Equal(2, classes.Count);
            }
        }

        Assert.False(await db.Set<SchoolFigure>().AnyAsync(figure => figure.SchoolId == world.Gone.Id, Cancellation));
    }

    [Fact]
    [Trait("Row", "#203")]
    public async Task The_figures_stay_those_of_the_night_until_the_next_one_or_Actualiser()
    {
        await using var db = Stores.Main();
        var world = await CountedWorld.FillAsync(db);
        Assert.Null((await ReportAsync(world.College, ListKind.Pupils)).ComputedAt);
        await Step.RunAsync(Cancellation);
        var night = Clock.UtcNow;
        var before = await ReportAsync(world.College, ListKind.Pupils);
        Assert.Equal(night, before.ComputedAt!.Value, TimeSpan.FromMilliseconds(1));
        await db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(account => account.State, AccountState.Activated).SetProperty(account => account.Mode, ActivationMode.School), Cancellation);
        Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(before.Whole.Activated, (await ReportAsync(world.College, ListKind.Pupils)).Whole.Activated);

        var scope = Scope(world.College);
        await new RefreshStatistics(MainStore, Stores.ReadOnly, Clock).RunAsync(scope, Cancellation);
        var after = await ReportAsync(world.College, ListKind.Pupils);
        Assert.Equal((24, 24, 24), (after.Whole.Total, after.Whole.Activated, after.Whole.Of(ActivationPath.ProvisionalPassword)));
        Assert.Equal(Clock.UtcNow, after.ComputedAt!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(night, (await ReportAsync(world.Lycee, ListKind.Pupils)).ComputedAt!.Value, TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(24, (await ReportAsync(world.Lycee, ListKind.Pupils)).Whole.Activated);
        var audited = await db.Set<AuditEvent>().SingleAsync(Cancellation);
        Assert.Equal((RefreshStatistics.Code, world.College.Id, scope.Actor.Id), (audited.Code, audited.SchoolId!.Value, audited.ActorId));
    }

    [Fact]
    public async Task Counting_at_the_same_time_leaves_one_set_of_figures()
    {
        await using var db = Stores.Main();
        var world = await CountedWorld.FillAsync(db);
        var refresh = new RefreshStatistics(MainStore, Stores.ReadOnly, Clock);
        await Task.WhenAll(
            refresh.RunAsync(Scope(world.College), Cancellation), refresh.RunAsync(Scope(world.College), Cancellation), Step.RunAsync(Cancellation), refresh.RunAsync(Scope(world.Lycee), Cancellation));
        await SameAsync(db, ListKind.LegalGuardians, $"s.uai = '{world.College.Uai}'", (await ReportAsync(world.College, ListKind.LegalGuardians)).Whole);
    }

    [Fact]
    public async Task A_file_has_a_line_for_the_school_and_each_class_and_level_and_runs_no_formula()
    {
        await using var db = Stores.Main();
        var world = await CountedWorld.FillAsync(db);
        await db.Set<SchoolClass>().Where(one => one.SchoolId == world.Ecole.Id && one.Label == "Classe B").ExecuteUpdateAsync(set => set.SetProperty(one => one.Label, "=1+1"), Cancellation);
        await Step.RunAsync(Cancellation);
        var report = await ReportAsync(world.Ecole, ListKind.Guardians);
        var lines = System.Text.Encoding.UTF8.GetString(SchoolReportCsv.Write(world.Ecole, report)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 1 + 3 + 3, lines.Length);
        Assert.StartsWith("UAI;Établissement;Comptes;Par;Code;Libellé;", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{world.Ecole.Uai};{world.Ecole.TitledName};Responsables;Ensemble;;;{report.Whole.Of(AccountState.NotInformed)};", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains(";'=1+1;", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(";Sans classe;", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Equal(19, line.Split(';').Length));
    }

    private static IEnumerable<ListKind> ListsOf(School school) => school.Degree == Degree.First ? [ListKind.Guardians] : [ListKind.LegalGuardians, ListKind.PersonsInCharge, ListKind.Pupils];

    private static async Task SameAsync(MainDb db, ListKind list, string place, BreakdownLine line)
    {
        await SameAsync(db, list, place, line.Counts);
        Assert.Equal((await PlainCounts.PupilsAsync(db, place, reached: false), await PlainCounts.PupilsAsync(db, place, reached: true)), (line.Coverage.Pupils, line.Coverage.Reached));
    }

    internal static async Task SameAsync(MainDb db, ListKind list, string place, AccountCounts counts, bool bothDegrees = false)
    {
        var total = 0;
        foreach (var state in Enum.GetValues<AccountState>())
        {
            foreach (var mode in Enum.GetValues<ActivationMode>())
            {
                var expected = await PlainCounts.AccountsAsync(db, list, (int)state, (int)mode, place, bothDegrees);
                Assert.Equal((list, place, state, mode, expected), (list, place, state, mode, counts.Of(mode, state)));
                total += expected;
            }
        }

        Assert.NotEqual(0, total);
        Assert.Equal((total, counts.Activated), (counts.Total, Enum.GetValues<ActivationPath>().Sum(path => counts.Of(path))));
    }

    private Task<SchoolReport> ReportAsync(School school, ListKind list) => new ReadSchoolStatistics(MainStore).RunAsync(Scope(school), list, Cancellation);

    private static EstablishmentScope Scope(School school)
    {
        var agent = new Agent { Id = Guid.CreateVersion7(), Username = "s.carpentier", DisplayName = "S. Carpentier", PasswordHash = "", TotpSeed = [] };
        return new EstablishmentScope(new SignedInAgent(Guid.NewGuid(), agent, []), school, new Actor(ActorKind.Agent, agent.Id.ToString()));
    }
}

public sealed class StatisticsOnSqlite() : StatisticsTests(Engine.Sqlite);

public sealed class StatisticsOnPostgreSql() : StatisticsTests(Engine.PostgreSql);
