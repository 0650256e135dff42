using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>Actualiser (row #204): counts one school now; the store counts some thousands of people while the page waits.</summary>
[UseCase(Effect.Modifies)]
public sealed class RefreshStatistics(IDbContextFactory<MainDb> main, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Audit code.</summary>
    public const string Code = "school.statistics-refreshed";

    /// <summary>Counts the school of <paramref name="scope"/>.</summary>
    /// <exception cref="ReadOnlyModeException">maintenance: the figures stay those of the night</exception>
    public async Task RunAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        readOnly.EnsureWritable();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await scope.OpenAsync(main, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await CountSchools.CountAsync(db, scope.School.Id, now, cancellationToken);
        db.Add(scope.Actor.Event(Code, now, schoolId: scope.School.Id));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
