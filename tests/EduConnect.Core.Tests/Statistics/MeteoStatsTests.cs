using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Statistics;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Statistics;

/// <summary>MétéoStats: the figures of every territory against counts by plain SQL, the days kept, the cockpit, and who may look at what.</summary>
public abstract class MeteoStatsTests(Engine engine) : StorageSuite(engine)
{
    private StoreFactory<MainDb> MainStore => new(Stores.Main);

    private TerritoriesOfAgent Territories => new(MainStore, Clock);

    private ReadCockpit Cockpit => new(MainStore, Territories);

    [Fact]
    [Trait("Row", "#222")]
    [Trait("Row", "#223")]
    [Trait("Row", "#224")]
    [Trait("Row", "#225")]
    [Trait("Row", "#226")]
    public async Task Every_figure_of_every_territory_is_what_plain_SQL_counts_and_nobody_counts_twice()
    {
        await using var db = Stores.Main();
        await CountedWorld.FillAsync(db);
        await NightAsync();
        (Territory Territory, string Place, ListKind[] Lists)[] all =
        [
            (Territory.Nation, "1 = 1", [ListKind.LegalGuardians, ListKind.PersonsInCharge, ListKind.Pupils, ListKind.Guardians]),
            (new(TerritoryLevel.Academie, "13"), "s.academie = '13'", [ListKind.LegalGuardians, ListKind.PersonsInCharge, ListKind.Pupils, ListKind.Guardians]),
            (new(TerritoryLevel.Academie, "18"), "s.academie = '18'", [ListKind.Guardians]),
            (new(TerritoryLevel.Departement, "037"), "s.departement = '037'", [ListKind.LegalGuardians, ListKind.PersonsInCharge, ListKind.Pupils, ListKind.Guardians]),
            (new(TerritoryLevel.Departement, "045"), "s.departement = '045'", [ListKind.LegalGuardians, ListKind.PersonsInCharge, ListKind.Pupils, ListKind.Guardians]),
            (new(TerritoryLevel.Circonscription, "13-8700"), "s.academie = '13' and s.circonscription = '8700'", [ListKind.Guardians]),
            (new(TerritoryLevel.Circonscription, "18-8700"), "s.academie = '18' and s.circonscription = '8700'", [ListKind.Guardians]),
        ];
        foreach (var (territory, place, lists) in all)
        {
            var report = await new ReadTerritory(MainStore).RunAsync(new OpenTerritory(territory, [Degree.First, Degree.Second]), Cancellation);
            Assert.Equal(Clock.UtcNow, report.ComputedAt!.Value, TimeSpan.FromMilliseconds(1));
            foreach (var list in lists)
            {
                await StatisticsTests.SameAsync(db, list, place, report.Sections.Single(section => section.List == list && !section.IsOfBoth).Counts);
            }

            Assert.Equal(territory.Level != TerritoryLevel.Circonscription, report.Sections[0].IsOfBoth);
            if (report.Sections[0] is { IsOfBoth: true } together)
            {
                await StatisticsTests.SameAsync(db, ListKind.Guardians, place, together.Counts, bothDegrees: true);
                var apart = report.Sections.Where(section => !section.IsOfBoth && section.List != ListKind.Pupils).Sum(section => section.Counts.Total);
                Assert.True(territory != Territory.Nation || together.Counts.Total < apart, "families with children in both degrees count once");
            }

            var (level, code) = territory;
            foreach (var day in await db.Set<TerritoryCoverage>().Where(day => day.Level == level && day.Code == code).ToListAsync(Cancellation))
            {
                var here = $"{place} and s.degree = {(int)day.Degree}";
                Assert.Equal((await PlainCounts.PupilsAsync(db, here, false), await PlainCounts.PupilsAsync(db, here, true)), (day.Pupils, day.Reached));
            }
        }

        Assert.Equal(all.Length, await db.Set<TerritoryStatistics>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_day_counted_twice_is_kept_once_and_another_day_is_kept_beside_it()
    {
        await using var db = Stores.Main();
        await CountedWorld.FillAsync(db);
        Clock.MoveTo(new DateTimeOffset(2025, 10, 2, 1, 0, 0, TimeSpan.Zero));
        await NightAsync();
        await db.Set<Account>().ExecuteUpdateAsync(set => set.SetProperty(account => account.State, AccountState.Activated), Cancellation);
        Clock.MoveTo(new DateTimeOffset(2026, 10, 1, 1, 0, 0, TimeSpan.Zero));
        await NightAsync();
        await NightAsync();
        var evolution = await new ReadEvolution(MainStore, new SchoolCalendar(new ServiceOptions(), Clock)).RunAsync(Territory.Nation, Degree.Second, ListKind.Pupils, Cancellation);
        Assert.Equal((new DateOnly(2026, 9, 1), new DateOnly(2025, 9, 1)), (evolution.YearStart, evolution.PreviousStart));
        var (now, then) = (Assert.Single(evolution.Present), Assert.Single(evolution.Previous));
        Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2025, 10, 2)), (now.Day, then.Day));
        Assert.Equal((48, 48, 48), (now.Accounts, now.Activated, then.Accounts));
        Assert.InRange(then.Activated, 1, 47);
        Assert.Null(evolution.YearBefore(now.Day));
        Assert.Equal(then, evolution.YearBefore(new DateOnly(2026, 10, 2)));
        Assert.Equal(then, evolution.YearBefore(new DateOnly(2026, 10, 8)));
        Assert.Null(evolution.YearBefore(new DateOnly(2026, 10, 9)));
    }

    [Fact]
    [Trait("Row", "#227")]
    public async Task Groups_open_departements_with_their_circonscriptions_and_nothing_else()
    {
        await using var db = Stores.Main();
        await CountedWorld.FillAsync(db);
        var none = Reader();
        var (both, first, over) = (Reader(("037", null)), Reader(("045", Degree.First)), Reader(("037", null)));
        over.Rights[0].EndsAt = Clock.UtcNow;
        foreach (var agent in new[] { none, both, first, over })
        {
            Assert.Equal(2, (await Territories.FindAsync(agent, Territory.Nation, Cancellation))!.Degrees.Count);
            Assert.NotNull(await Territories.FindAsync(agent, new Territory(TerritoryLevel.Academie, "13"), Cancellation));
            Assert.Null(await Territories.FindAsync(agent, new Territory(TerritoryLevel.Academie, "99"), Cancellation));
            Assert.Null(await Territories.FindAsync(agent, new Territory(TerritoryLevel.Departement, "075"), Cancellation));
        }

        Assert.Equal([(TerritoryLevel.Departement, "037", 2), (TerritoryLevel.Circonscription, "13-8700", 1)], await OpenAsync(both));
        Assert.Equal([(TerritoryLevel.Departement, "045", 1), (TerritoryLevel.Circonscription, "18-8700", 1)], await OpenAsync(first));
        Assert.Empty(await OpenAsync(none));
        Assert.Empty(await OpenAsync(over));
        Assert.Equal([(TerritoryLevel.Departement, "037", 1)], await OpenAsync(Reader(("037", Degree.Second))));
    }

    [Fact]
    public async Task The_cockpit_shows_the_schools_of_the_departements_granted_the_neediest_first()
    {
        await using var db = Stores.Main();
        var world = await CountedWorld.FillAsync(db);
        await NightAsync();
        var academie = new Territory(TerritoryLevel.Academie, "13");
        Assert.Null(await Cockpit.RunAsync(Reader(), academie, Degree.Second, 1, Cancellation));
        Assert.Null(await Cockpit.RunAsync(Reader(("075", null)), academie, Degree.Second, 1, Cancellation));
        Assert.Null(await Cockpit.RunAsync(Reader(("037", null)), new Territory(TerritoryLevel.Departement, "045"), Degree.Second, 1, Cancellation));
        Assert.Null(await Cockpit.RunAsync(Reader(("037", null)), Territory.Nation, Degree.Second, 1, Cancellation));
        var part = (await Cockpit.RunAsync(Reader(("037", null)), academie, Degree.Second, 1, Cancellation))!;
        Assert.Equal([world.College.Uai], part.Lines.Select(line => line.School.Uai));
        var whole = (await Cockpit.RunAsync(Reader(("037", null), ("045", null)), academie, Degree.Second, 1, Cancellation))!;
        Assert.Equal(["037", "045"], whole.Departements);
        Assert.Equal(new[] { world.College.Uai, world.Lycee.Uai }.Order(), whole.Lines.Select(line => line.School.Uai).Order());
        Assert.Equal(whole.Lines.OrderBy(line => line.Coverage.Percent).Select(line => line.School.Uai), whole.Lines.Select(line => line.School.Uai));
        foreach (var line in whole.Lines)
        {
            var here = $"s.uai = '{line.School.Uai}'";
            Assert.Equal((await PlainCounts.PupilsAsync(db, here, false), await PlainCounts.PupilsAsync(db, here, true)), (line.Coverage.Pupils, line.Coverage.Reached));
        }

        Assert.Equal((whole.Lines.Sum(line => line.Coverage.Pupils), whole.Lines.Sum(line => line.Coverage.Reached), 2), (whole.Whole.Pupils, whole.Whole.Reached, whole.Total));
        var file = System.Text.Encoding.UTF8.GetString(TerritoryCsv.Write(whole)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, file.Length);
        Assert.Contains(";045 - Loiret;2nd degré;Public;24;", file.Single(line => line.StartsWith(world.Lycee.Uai, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private async Task NightAsync()
    {
        await new ComputeStatistics(MainStore, Clock).RunAsync(Cancellation);
        await new ComputeTerritories(MainStore, Clock).RunAsync(Cancellation);
    }

    private async Task<List<(TerritoryLevel Level, string Code, int Degrees)>> OpenAsync(SignedInAgent agent)
    {
        List<OpenTerritory> open = [.. Territories.Departements(agent), .. await Territories.RunAsync(agent, Cancellation)];
        foreach (var one in open)
        {
            Assert.Equal(one.Degrees, (await Territories.FindAsync(agent, one.Territory, Cancellation))!.Degrees);
        }

        return open.ConvertAll(one => (one.Territory.Level, one.Territory.Code, one.Degrees.Count));
    }

    private SignedInAgent Reader(params (string Departement, Degree? Degree)[] groups)
    {
        var agent = new Agent { Id = Guid.CreateVersion7(), Username = "m.lecteur", DisplayName = "M. Lecteur", PasswordHash = "", TotpSeed = [] };
        return new SignedInAgent(Guid.NewGuid(), agent, [.. groups.Select(group =>
            new AgentRight { Id = Guid.NewGuid(), AgentId = agent.Id, Module = AgentModule.Statistics, Departement = group.Departement, Degree = group.Degree, GrantedAt = Clock.UtcNow.AddDays(-1) })]);
    }
}

public sealed class MeteoStatsOnSqlite() : MeteoStatsTests(Engine.Sqlite);

public sealed class MeteoStatsOnPostgreSql() : MeteoStatsTests(Engine.PostgreSql);
