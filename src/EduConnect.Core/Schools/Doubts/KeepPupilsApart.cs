using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Doubts;

/// <summary>"Ce sont deux élèves": nobody is asked about the two any more; no import asks again.</summary>
[UseCase(Effect.Modifies)]
public sealed class KeepPupilsApart(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the audit event.</summary>
    public const string Code = "doubt.pupils-kept-apart";

    /// <summary>Decides.</summary>
    /// <returns>false when the school has no such doubt that waits</returns>
    public async Task<bool> RunAsync(EstablishmentScope scope, PupilPair pair, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(pair);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        if (await OpenPupilDoubts.FindAsync(db, pair, cancellationToken) is not { } open)
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Set<PupilDoubt>().Where(doubt => doubt.PupilId == pair.Pupil && doubt.OtherPupilId == pair.Other && doubt.Decision == DoubtDecision.Open)
            .ExecuteUpdateAsync(row => row.SetProperty(doubt => doubt.Decision, DoubtDecision.KeptApart), cancellationToken) != 1)
        {
            return false;
        }

        var (own, other) = open.IsSecondHere ? (pair.Other, pair.Pupil) : (pair.Pupil, pair.Other);
        var account = await db.Set<Account>().Where(one => one.PupilId == own).Select(one => (Guid?)one.Id).SingleOrDefaultAsync(cancellationToken);
        db.Add(scope.Actor.Event(Code, clock.GetUtcNow().UtcDateTime, account, scope.School.Id, $"pupil {own} from {other}"));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
