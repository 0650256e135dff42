using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators;

/// <summary>One night: its work and, once it is over, its report.</summary>
/// <param name="Work">the operation</param>
/// <param name="Report">null while it is under way, or when it failed as a whole</param>
public sealed record Night(Operation Work, NightReport? Report)
{
    /// <summary>Whether something went wrong: a step, or the night as a whole.</summary>
    public bool IsFaulty => Work.State == OperationState.Failed || Report is { IsComplete: false };
}

/// <summary>Reads the reports of the last nights. What was run by the command alone is in no report.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadNights(IDbContextFactory<MainDb> main)
{
    /// <summary>Most nights that are shown.</summary>
    public const int Most = 30;

    /// <summary>Reads.</summary>
    /// <param name="most">how many nights at most</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>the latest first</returns>
    public async Task<IReadOnlyList<Night>> RunAsync(int most, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var rows = await Of(db).OrderByDescending(operation => operation.CreatedAt).Take(most).ToListAsync(cancellationToken);
        return rows.ConvertAll(Night);
    }

    /// <summary>One night; null when there is none of this identifier.</summary>
    public async Task<Night?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await Of(db).FirstOrDefaultAsync(operation => operation.Id == id, cancellationToken) is { } operation ? Night(operation) : null;
    }

    private static IQueryable<Operation> Of(MainDb db) => db.Set<Operation>().AsNoTracking().Where(operation => operation.Kind == NightHandler.OperationKind);

    private static Night Night(Operation operation) => new(operation, operation.Outcome is { } outcome ? NightReport.Read(outcome) : null);
}
