using System.Globalization;
using EduConnect.Core.Directory.Importing;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>The safety brake lets whole year groups move from 20 August to 15 September, by the day in Paris (domain 2.4).</summary>
[Trait("Rule", "S-XM3"), Trait("Rule", "domain 2.4"), Trait("Row", "#230")]
public abstract class SeasonBrakeTests(Engine engine) : StorageSuite(engine)
{
    private const int Pupils = 10;

    private ImportHarness Harness => new(Stores, Clock);

    [Theory]
    [InlineData("2026-08-19T21:59:00Z", ImportOutcome.Refused)]
    [InlineData("2026-08-19T22:00:00Z", ImportOutcome.Applied)]
    [InlineData("2026-09-15T21:59:00Z", ImportOutcome.Applied)]
    [InlineData("2026-09-15T22:00:00Z", ImportOutcome.Refused)]
    public async Task A_complet_without_the_year_group_that_left_is_taken_in_season_and_waits_for_an_operator_outside(string instant, ImportOutcome outcome)
    {
        Clock.MoveTo(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
        await Harness.AppliedAsync(Source("20260817", Pupils).Write(Path.Combine(Stores.Folder, "before")));
        var report = await Harness.ImportAsync(Source("20260818", Pupils - 4).Write(Path.Combine(Stores.Folder, "after")));
        Assert.Equal((outcome, outcome == ImportOutcome.Refused), (report.Outcome, report.Held.Count == 1));
    }

    private static AafText Source(string date, int pupils)
    {
        var text = new AafText { Date = date }.School();
        for (var number = 1; number <= pupils; number++)
        {
            text.Pupil($"{number}", $"NOM{(char)('A' + number)}", "Ève", "01/02/2012");
        }

        return text;
    }
}

public sealed class SeasonBrakeOnSqlite() : SeasonBrakeTests(Engine.Sqlite);

public sealed class SeasonBrakeOnPostgreSql() : SeasonBrakeTests(Engine.PostgreSql);
