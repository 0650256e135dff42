using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>Step <c>statistics</c>: counts every school (row #203), académie by académie and degree by degree, each one transaction.</summary>
[UseCase(Effect.Modifies)]
public sealed class ComputeStatistics(IDbContextFactory<MainDb> main, TimeProvider clock) : NightStep
{
    /// <inheritdoc />
    public override string Name => "statistics";

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await CountSchools.ForgetGoneAsync(db, cancellationToken);
        var sources = await db.Set<School>().Where(school => school.GoneAt == null).Select(school => new { school.Academie, school.Degree }).Distinct()
            .OrderBy(source => source.Academie).ThenBy(source => source.Degree).ToListAsync(cancellationToken);
        foreach (var source in sources)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await CountSchools.CountAsync(db, source.Academie, source.Degree, clock.GetUtcNow().UtcDateTime, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return new Dictionary<string, int>
        {
            ["schools"] = await db.Set<SchoolStatistics>().CountAsync(cancellationToken),
            ["figures"] = await db.Set<SchoolFigure>().CountAsync(cancellationToken),
        };
    }
}
