using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Activation;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Guardians;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>Deletes accounts and everything that hangs on them in both stores. The usernames stay reserved, and the audit trail tells that they went.</summary>
public sealed class EraseAccounts(IDbContextFactory<OperationalDb> operational, TimeProvider clock)
{
    /// <summary>Audit code.</summary>
    public const string Code = "account.deleted";

    /// <summary>Ends what is open, before the account goes: what services were granted dies with it.</summary>
    public async Task SignOutAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await Sessions.EndAllAsync(db, ids, clock.GetUtcNow().UtcDateTime, cancellationToken);
    }

    /// <summary>Deletes them from main, inside the caller's transaction; usernames and audit rows are saved by the caller.</summary>
    public async Task EraseAsync(MainDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Set<FranceConnectIdentity>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<AccountLink>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<MailChange>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<DeclinedContact>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RecordProposal>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<InformedAccount>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<ResetAccount>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<CampaignLine>().Where(row => row.AccountId != null && ids.Contains(row.AccountId.Value)).ExecuteUpdateAsync(set => set.SetProperty(row => row.AccountId, (Guid?)null), cancellationToken);
        await db.Set<OutboxMessage>().Where(row => row.AccountId != null && ids.Contains(row.AccountId.Value)).ExecuteDeleteAsync(cancellationToken);
        var usernames = await db.Set<Account>().Where(account => ids.Contains(account.Id)).Select(account => account.Username).ToListAsync(cancellationToken);
        var reserved = await db.Set<RetiredUsername>().Where(retired => usernames.Contains(retired.Username)).Select(retired => retired.Username).ToListAsync(cancellationToken);
        db.AddRange(usernames.Except(reserved, StringComparer.Ordinal).Select(username => new RetiredUsername { Username = username }));
        var now = clock.GetUtcNow().UtcDateTime;
        await ChangeLog.AccountsGoAsync(db, ids, now, cancellationToken);
        await db.Set<Account>().Where(account => ids.Contains(account.Id)).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(ids.Select(id => Actor.Service.Event(Code, now, id)));
    }

    /// <summary>
    /// Deletes what the operational store holds of them, once they are gone from main: nothing new can begin any more. Two things go by themselves: entries of the
    /// journal that main has not taken yet, in the nights after it has, and notices of sign-out, once the services are told.
    /// </summary>
    public async Task ForgetAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await SignOutAsync(ids, cancellationToken);
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await db.Set<Grant>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<ActivationState>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RecoveryState>().Where(row => row.AccountId != null && ids.Contains(row.AccountId.Value)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<RecoveryLink>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<AccessCode>().Where(row => ids.Contains(row.AccountId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<OutboxMessage>().Where(row => row.AccountId != null && ids.Contains(row.AccountId.Value)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<JournalEntry>().Where(entry => entry.AccountId != null && ids.Contains(entry.AccountId.Value) && entry.DrainedAt != null).ExecuteDeleteAsync(cancellationToken);
        await db.Set<PendingStep>().Where(step => db.Set<Session>().Any(session => session.Id == step.SessionId && ids.Contains(session.HolderId))).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Session>().Where(session => ids.Contains(session.HolderId)).ExecuteDeleteAsync(cancellationToken);
        var (mails, dates) = (ids.Select(AttemptKeys.Mails).ToArray(), ids.Select(AttemptKeys.BirthDates).ToArray());
        await db.Set<AttemptCounter>().Where(counter => mails.Contains(counter.Key)).ExecuteDeleteAsync(cancellationToken);

        // Beside the account's own counter, one for each password its birth dates were tried with.
        var length = AttemptKeys.BirthDates(Guid.Empty).Length;
        await db.Set<AttemptCounter>().Where(counter => EF.Functions.Like(counter.Key, AttemptKeys.AnyBirthDates) && dates.Contains(counter.Key.Substring(0, length))).ExecuteDeleteAsync(cancellationToken);
    }
}
