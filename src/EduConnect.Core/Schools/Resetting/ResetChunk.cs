using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Resetting;

/// <summary>A reset being carried out.</summary>
/// <param name="OperationId">the operation</param>
/// <param name="SchoolId">the only school it may touch</param>
/// <param name="Actor">who asked</param>
/// <param name="Present">the accounts the list holds now</param>
/// <param name="InformsFirst">as <see cref="ResetOrder.InformsFirst"/></param>
public sealed record ResetJob(Guid OperationId, Guid SchoolId, Actor Actor, IReadOnlySet<Guid> Present, bool InformsFirst = false);

/// <summary>Resets the passwords of some accounts in one transaction (domain 10.9).</summary>
public sealed class ResetChunk(IDbContextFactory<OperationalDb> operational, ProvisionalPasswords passwords, Deadlines deadlines, TimeProvider clock)
{
    /// <summary>Code of the audit event of each account.</summary>
    public const string Code = "account.password-reset";

    /// <summary>Resets them and saves <paramref name="db"/> once, with whatever the caller added to it.</summary>
    /// <param name="db">a unit of work opened for the school of the job</param>
    /// <param name="job">the reset</param>
    /// <param name="accountIds">which accounts</param>
    /// <param name="beforeSave">told what became of them, to add its own rows to the same save; may be null</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <exception cref="DbUpdateException">one of them changed meanwhile: nothing was saved</exception>
    public async Task ResetAsync(
        MainDb db, ResetJob job, IReadOnlyCollection<Guid> accountIds, Action<IReadOnlyList<ResetResult>>? beforeSave, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(accountIds);
        var accounts = await db.Set<Account>().Where(account => accountIds.Contains(account.Id)).ToDictionaryAsync(account => account.Id, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        List<ResetResult> results = [];
        List<Guid> reset = [];
        foreach (var id in accountIds)
        {
            var result = Reset(db, job, accounts.GetValueOrDefault(id), now);
            db.Add(new ResetAccount { OperationId = job.OperationId, AccountId = id, Result = result });
            results.Add(result);
            reset.AddRange(result == ResetResult.Reset ? [id] : []);
        }

        beforeSave?.Invoke(results);
        await AccountLinks.KillAllAsync(db, reset, now, cancellationToken);
        // Before the save: if it fails, somebody has to sign in again, which is the lesser evil. Afterwards: who signed in with the old password in between.
        await EndSessionsAsync(reset, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await EndSessionsAsync(reset, now, cancellationToken);
    }

    private ResetResult Reset(MainDb db, ResetJob job, Account? account, DateTime now)
    {
        if (account is not { ClosedAt: null } || !job.Present.Contains(account.Id))
        {
            return ResetResult.Gone;
        }

        var result = ResetEffects.Judge(account.Kind, account.State, account.IsCompromised);
        if (result == ResetResult.NotInformed && job.InformsFirst)
        {
            account.Inform(withReset: false, passwords.Draw(account.Id).Copies, now, deadlines.ProvisionalPassword);
            db.Add(job.Actor.Event(InformChunk.Code, now, account.Id, job.SchoolId, $"{AccountState.NotInformed} to {account.State}, on screen, operation {job.OperationId}"));
            return ResetResult.Informed;
        }

        if (result == ResetResult.Reset)
        {
            var before = account.State;
            account.ResetPassword(passwords.Draw(account.Id).Copies, now, deadlines.ProvisionalPassword);
            db.Add(job.Actor.Event(Code, now, account.Id, job.SchoolId, $"{before} to {account.State}, operation {job.OperationId}"));
        }

        return result;
    }

    private async Task EndSessionsAsync(List<Guid> accounts, DateTime now, CancellationToken cancellationToken)
    {
        if (accounts.Count > 0)
        {
            await using var db = await operational.CreateDbContextAsync(cancellationToken);
            await Sessions.EndAllAsync(db, accounts, now, cancellationToken);
        }
    }
}
