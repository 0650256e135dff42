using EduConnect.Core.Directory;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>"Ce sont deux personnes": nobody is asked about the two any more, in this school or another.</summary>
[UseCase(Effect.Modifies)]
public sealed class KeepGuardiansApart(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the audit event.</summary>
    public const string Code = "doubt.kept-apart";

    /// <summary>Decides.</summary>
    /// <returns>false when the school has no such doubt that waits</returns>
    public async Task<bool> RunAsync(EstablishmentScope scope, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var all = await main.CreateDbContextAsync(cancellationToken);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        if (await DoubtDecisions.FindAsync(db, all, id, cancellationToken) is not { } open)
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await DoubtDecisions.DecideAsync(db, open, DoubtDecision.KeptApart, now, cancellationToken))
        {
            return false;
        }

        db.Add(scope.Actor.Event(Code, now, open.FirstAccount, scope.School.Id, $"from {open.SecondAccount}", open.SecondAccount));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
