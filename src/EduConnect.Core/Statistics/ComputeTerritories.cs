using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>Step <c>meteostats</c>: counts every territory, each one transaction, and keeps the day's figures (rows #222 to #226).</summary>
[UseCase(Effect.Modifies)]
public sealed class ComputeTerritories(IDbContextFactory<MainDb> main, TimeProvider clock) : NightStep
{
    /// <inheritdoc />
    public override string Name => "meteostats";

    /// <summary>Pupils reached are summed from the schools.</summary>
    public override string? Needs => "statistics";

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var day = DateOnly.FromDateTime(ParisTime.From(clock.GetUtcNow().UtcDateTime));
        var there = db.Set<School>().Where(school => school.GoneAt == null);
        var academies = await there.Select(school => school.Academie).Distinct().OrderBy(code => code).ToListAsync(cancellationToken);
        var departements = await there.Select(school => school.Departement).Distinct().OrderBy(code => code).ToListAsync(cancellationToken);
        await ForgetGoneAsync(db, academies, departements, cancellationToken);
        Territory[] territories =
        [
            .. academies.Select(code => new Territory(TerritoryLevel.Academie, code)), .. departements.Select(code => new Territory(TerritoryLevel.Departement, code)), Territory.Nation,
        ];
        foreach (var territory in territories)
        {
            await InOneAsync(db, now => CountTerritories.CountAsync(db, territory, day, now, cancellationToken), cancellationToken);
        }

        foreach (var academie in academies)
        {
            await InOneAsync(db, now => CountTerritories.CountCirconscriptionsAsync(db, academie, day, now, cancellationToken), cancellationToken);
        }

        return new Dictionary<string, int>
        {
            ["territories"] = await db.Set<TerritoryFigure>().Select(figure => new { figure.Level, figure.Code }).Distinct().CountAsync(cancellationToken),
            ["figures"] = await db.Set<TerritoryFigure>().CountAsync(cancellationToken),
        };
    }

    private async Task InOneAsync(MainDb db, Func<DateTime, Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await work(clock.GetUtcNow().UtcDateTime);
        await transaction.CommitAsync(cancellationToken);
    }

    // What is counted no more shows no figures; its past days stay.
    private static async Task ForgetGoneAsync(MainDb db, List<string> academies, List<string> departements, CancellationToken cancellationToken)
    {
        await db.Set<TerritoryFigure>().Where(figure =>
            (figure.Level == TerritoryLevel.Academie && !academies.Contains(figure.Code)) || (figure.Level == TerritoryLevel.Departement && !departements.Contains(figure.Code)))
            .ExecuteDeleteAsync(cancellationToken);
        await db.Set<TerritoryStatistics>().Where(statistics =>
            (statistics.Level == TerritoryLevel.Academie && !academies.Contains(statistics.Code)) || (statistics.Level == TerritoryLevel.Departement && !departements.Contains(statistics.Code)))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
