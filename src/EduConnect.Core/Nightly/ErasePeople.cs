using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>Deletes people who have no school, each chunk one transaction of main. Who comes back meanwhile is left alone (ADR 0026).</summary>
public sealed class ErasePeople(IDbContextFactory<MainDb> main, EraseAccounts accounts, TimeProvider clock)
{
    /// <summary>Audit code of a pupil without account (1st degree).</summary>
    public const string PupilCode = "pupil.deleted";

    /// <summary>Deletes pupils with their records, ties, doubts and accounts.</summary>
    /// <returns>how many</returns>
    public async Task<int> PupilsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        Guid[] gone, held;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            // An import that brings one of them back has done so, or waits until they are gone.
            await PupilTurn.TakeAsync(db, ids, cancellationToken);
            gone = await Absences.Pupils(db).Where(id => ids.Contains(id)).ToArrayAsync(cancellationToken);
            held = await db.Set<Account>().Where(account => account.PupilId != null && gone.Contains(account.PupilId.Value)).Select(account => account.Id).ToArrayAsync(cancellationToken);
            await accounts.SignOutAsync(held, cancellationToken);
            await accounts.EraseAsync(db, held, cancellationToken);
            await db.Set<GuardianLink>().Where(link => gone.Contains(link.PupilId)).ExecuteDeleteAsync(cancellationToken);
            await db.Set<PupilDoubt>().Where(doubt => gone.Contains(doubt.PupilId) || gone.Contains(doubt.OtherPupilId)).ExecuteDeleteAsync(cancellationToken);
            await db.Set<PupilRecord>().Where(record => gone.Contains(record.PupilId)).ExecuteDeleteAsync(cancellationToken);
            await db.Set<Pupil>().Where(pupil => gone.Contains(pupil.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.Set<Absence>().Where(absence => gone.Contains(absence.PersonId)).ExecuteDeleteAsync(cancellationToken);
            var now = clock.GetUtcNow().UtcDateTime;
            db.AddRange(Enumerable.Range(0, gone.Length - held.Length).Select(_ => Actor.Service.Event(PupilCode, now)));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await accounts.ForgetAsync(held, cancellationToken);
        return gone.Length;
    }

    /// <summary>Deletes accounts of guardians with their records and ties.</summary>
    /// <returns>how many</returns>
    public async Task<int> GuardiansAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        Guid[] gone;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            gone = await Absences.Guardians(db).Where(id => ids.Contains(id)).ToArrayAsync(cancellationToken);
            await accounts.SignOutAsync(gone, cancellationToken);
            var records = await db.Set<GuardianRecord>().Where(record => record.AccountId != null && gone.Contains(record.AccountId.Value)).Select(record => record.Id).ToArrayAsync(cancellationToken);
            await RecordsAsync(db, records, cancellationToken);
            await accounts.EraseAsync(db, gone, cancellationToken);
            await db.Set<Absence>().Where(absence => gone.Contains(absence.PersonId)).ExecuteDeleteAsync(cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            if (await db.Set<GuardianLink>().AnyAsync(link => records.Contains(link.GuardianRecordId), cancellationToken))
            {
                // A child came back to one of them meanwhile: nobody of the chunk is deleted, the next night looks again.
                return 0;
            }

            await transaction.CommitAsync(cancellationToken);
        }

        await accounts.ForgetAsync(gone, cancellationToken);
        return gone.Length;
    }

    /// <summary>
    /// Deletes what former sources say of people who stay: records of guardians that nobody's account depends on, ties, and records of pupils who are elsewhere now.
    /// </summary>
    /// <returns>how many records</returns>
    public async Task<int> OldRecordsAsync(DateTime before, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var guardians = await db.Set<GuardianRecord>().Where(record => record.GoneAt <= before
                && (record.AccountId == null || db.Set<GuardianRecord>().Any(other => other.AccountId == record.AccountId && other.GoneAt == null)))
            .Select(record => record.Id).ToArrayAsync(cancellationToken);
        foreach (var chunk in guardians.Chunk(1000))
        {
            await RecordsAsync(db, chunk, cancellationToken);
        }

        await db.Set<GuardianLink>().Where(link => link.GoneAt <= before).ExecuteDeleteAsync(cancellationToken);
        var pupils = await db.Set<PupilRecord>().Where(record => record.GoneAt <= before
                && db.Set<PupilRecord>().Any(other => other.PupilId == record.PupilId && other.GoneAt == null)
                && !db.Set<Enrolment>().Any(enrolment => enrolment.PupilRecordId == record.Id)
                && !db.Set<GuardianLink>().Any(link => link.PupilRecordId == record.Id))
            .ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return guardians.Length + pupils;
    }

    private static async Task RecordsAsync(MainDb db, Guid[] records, CancellationToken cancellationToken)
    {
        await db.Set<GuardianLink>().Where(link => records.Contains(link.GuardianRecordId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<GuardianDoubt>().Where(doubt => records.Contains(doubt.GuardianRecordId) || records.Contains(doubt.OtherRecordId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RecordProposal>().Where(proposal => records.Contains(proposal.GuardianRecordId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<GuardianRecord>().Where(record => records.Contains(record.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
