using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Informing;

/// <summary>An order being carried out.</summary>
/// <param name="OperationId">the operation</param>
/// <param name="SchoolId">the only school it may touch</param>
/// <param name="Order">what was asked</param>
/// <param name="Actor">who asked</param>
/// <param name="Rows">the rows of each account in the list as it is now</param>
/// <param name="SchoolAddress">the internet address that the school adds to mails; null for none (row #211)</param>
public sealed record InformJob(Guid OperationId, Guid SchoolId, InformOrder Order, Actor Actor, ILookup<Guid, ListRow> Rows, string? SchoolAddress = null)
{
    /// <summary>The rows whose child may be named to the holder of the account.</summary>
    public IReadOnlyList<ListRow> Named(Guid account) => [.. Rows[account].Where(row => row.IsNamed)];
}

/// <summary>Informs some accounts in one transaction (domain 10.6).</summary>
public sealed class InformChunk(
    IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, ProvisionalPasswords passwords, InformationMails mails, Deadlines deadlines, TimeProvider clock)
{
    /// <summary>Code of the audit event of each account.</summary>
    public const string Code = "account.informed";

    /// <summary>Informs them and saves once.</summary>
    /// <exception cref="DbUpdateException">one of them changed meanwhile: nothing was saved</exception>
    public async Task InformAsync(InformJob job, IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(accountIds);
        await using var db = await EstablishmentScope.OpenAsync(main, job.SchoolId, cancellationToken);
        var accounts = await db.Set<Account>().Where(account => accountIds.Contains(account.Id)).ToDictionaryAsync(account => account.Id, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var judged = accountIds.ToDictionary(id => id, id => Judge(job, accounts.GetValueOrDefault(id)));
        List<Guid> informed = [.. accountIds.Where(id => judged[id] is InformedBy.Sheet or InformedBy.Mail)];
        List<Guid> reset = [.. informed.Where(id => accounts[id].IsResetBy(job.Order.WithReset))];
        // An earlier link would open the account with the new provisional password (S-RC1); whoever is left out keeps theirs.
        await AccountLinks.KillAllAsync(db, reset, now, cancellationToken);
        db.AddRange(judged.Select(one => new InformedAccount { OperationId = job.OperationId, AccountId = one.Key, By = one.Value }));
        foreach (var id in informed)
        {
            await InformAsync(db, job, accounts[id], now, cancellationToken);
        }

        // Before the save: if it fails, somebody has to sign in again, which is the lesser evil. Afterwards: who signed in with the old password in between.
        await EndSessionsAsync(reset, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await EndSessionsAsync(reset, now, cancellationToken);
    }

    private static InformedBy Judge(InformJob job, Account? account) => account switch
    {
        null => InformedBy.Gone,
        { ClosedAt: not null } => InformedBy.Gone,
        _ when !job.Rows.Contains(account.Id) => InformedBy.Gone,
        _ when job.Named(account.Id).Count == 0 => InformedBy.TiesReported,
        _ when job.Order.Way == InformWay.Sheets => InformedBy.Sheet,
        _ => InformationMails.AddressOf(account, job.Named(account.Id)) is null ? InformedBy.NoAddress : InformedBy.Mail,
    };

    private async Task InformAsync(MainDb db, InformJob job, Account account, DateTime now, CancellationToken cancellationToken)
    {
        var (before, isReset) = (account.State, account.IsResetBy(job.Order.WithReset));
        var drawn = account.NeedsProvisional(job.Order.WithReset, now) ? passwords.Draw(account.Id).Copies : null;
        account.Inform(job.Order.WithReset, drawn, now, deadlines.ProvisionalPassword);
        db.Add(job.Actor.Event(
            Code, now, account.Id, job.SchoolId, $"{before} to {account.State}, {job.Order.Way}{(isReset ? ", reset" : string.Empty)}, operation {job.OperationId}"));
        if (job.Order.Way == InformWay.Mail)
        {
            await mails.WriteAsync(db, account, job, cancellationToken);
        }
        else
        {
            await mails.ConfirmAsync(db, account, cancellationToken);
        }
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
