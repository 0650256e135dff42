using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Doubts;

/// <summary>
/// "C'est le même élève", at a school's word (domain 2.6): one child with the records, schools and ties of both, and one account (3.1). The account that is used stays; the other
/// goes, its username is never given again, and its holder is told where they had been given it (ADR 0023).
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class JoinPupils(IDbContextFactory<MainDb> main, EraseAccounts accounts, SecurityNotices notices, OutboxWriter outbox, TimeProvider clock)
{
    /// <summary>Code of the audit event.</summary>
    public const string Code = "doubt.pupils-joined";

    private const string Template = "pupil-accounts-joined";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Decides.</summary>
    /// <param name="scope">who, in which school</param>
    /// <param name="pair">the doubt</param>
    /// <param name="confirmed">what the page said would follow</param>
    /// <param name="cancellationToken">ends the wait</param>
    public async Task<JoinOutcome> RunAsync(EstablishmentScope scope, PupilPair pair, PupilJoinPlan confirmed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(confirmed);
        ArgumentNullException.ThrowIfNull(pair);
        await using (var own = await scope.OpenAsync(main, cancellationToken))
        {
            if (await OpenPupilDoubts.FindAsync(own, pair, cancellationToken) is null)
            {
                return JoinOutcome.NotFound;
            }
        }

        // Not opened for the school: a child may also follow a course elsewhere, and that enrolment comes along.
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // From here on no import adds anything to one of them: what follows is read afterwards, and whatever came meanwhile is in it (ADR 0026).
        await PupilTurn.TakeAsync(db, [pair.Pupil, pair.Other], cancellationToken);
        if (await db.Set<PupilDoubt>().Where(doubt => doubt.PupilId == pair.Pupil && doubt.OtherPupilId == pair.Other && doubt.Decision == DoubtDecision.Open)
            .ExecuteUpdateAsync(row => row.SetProperty(doubt => doubt.Decision, DoubtDecision.Joined), cancellationToken) != 1)
        {
            return JoinOutcome.NotFound;
        }

        var outcome = await CarryOutAsync(db, scope, pair, confirmed, cancellationToken);
        if (outcome == JoinOutcome.Done)
        {
            await transaction.CommitAsync(cancellationToken);
            if (confirmed.Goes is { } gone)
            {
                await accounts.ForgetAsync([gone], cancellationToken);
            }
        }

        return outcome;
    }

    private async Task<JoinOutcome> CarryOutAsync(MainDb db, EstablishmentScope scope, PupilPair pair, PupilJoinPlan confirmed, CancellationToken cancellationToken)
    {
        var pupils = await db.Set<Pupil>().Where(pupil => pupil.Id == pair.Pupil || pupil.Id == pair.Other).ToListAsync(cancellationToken);
        var held = await db.Set<Account>().Where(account => (account.PupilId == pair.Pupil || account.PupilId == pair.Other) && account.ClosedAt == null).ToListAsync(cancellationToken);
        if (pupils.Count != 2 || pupils.TrueForAll(pupil => pupil.Ine is not null))
        {
            return JoinOutcome.NotFound;
        }

        if (PupilJoinPlan.Of(held) != confirmed)
        {
            return JoinOutcome.Changed;
        }

        if (await HasReportedAsync(db, pair, cancellationToken))
        {
            return JoinOutcome.TieReported;
        }

        // Whoever informs or activates one of them at this moment loses, or this does.
        held.ForEach(account => account.Version++);
        if (!await db.TrySaveAsync(cancellationToken))
        {
            return JoinOutcome.Changed;
        }

        var (stays, goes) = PupilJoin.Choose(pupils.Single(pupil => pupil.Id == pair.Pupil), pupils.Single(pupil => pupil.Id == pair.Other));
        await JoinAccountsAsync(db, held, confirmed, stays, cancellationToken);
        await new PupilJoin(db).MoveAsync(stays, goes, cancellationToken);
        db.Add(scope.Actor.Event(Code, Now, confirmed.Stays, scope.School.Id, $"pupil {stays} with {goes}{(confirmed.Goes is { } ended ? $", account {ended} ends" : string.Empty)}"));
        return await db.TrySaveAsync(cancellationToken) ? JoinOutcome.Done : JoinOutcome.Changed;
    }

    private async Task JoinAccountsAsync(MainDb db, List<Account> held, PupilJoinPlan plan, Guid pupil, CancellationToken cancellationToken)
    {
        var stays = held.Find(account => account.Id == plan.Stays);
        if (held.Find(account => account.Id == plan.Goes) is { } goes)
        {
            await TellAsync(db, stays!, goes, cancellationToken);
            await accounts.SignOutAsync([goes.Id], cancellationToken);
            db.Entry(goes).State = EntityState.Detached;
            await accounts.EraseAsync(db, [goes.Id], cancellationToken);
        }

        stays?.PupilId = pupil;
    }

    // The mail hangs on the account that stays: whatever hangs on the other goes with it.
    private async Task TellAsync(MainDb db, Account stays, Account goes, CancellationToken cancellationToken)
    {
        if (goes.State == AccountState.NotInformed)
        {
            return;
        }

        var values = new Dictionary<string, string> { ["Username"] = stays.Username, ["Closed"] = goes.Username, ["Date"] = ParisTime.OnPaper(Now) };
        foreach (var address in (await notices.AddressesAsync(db, goes, cancellationToken)).Union(await notices.AddressesAsync(db, stays, cancellationToken), StringComparer.Ordinal))
        {
            outbox.Mail(db, address, Template, values, stays.Id);
        }
    }

    // A guardian of both who said of one that it is not theirs: the source is to be corrected first (domain 4.4, 7.1).
    private static async Task<bool> HasReportedAsync(MainDb db, PupilPair pair, CancellationToken cancellationToken)
    {
        var ties = await (
            from link in db.Set<GuardianLink>()
            where link.GoneAt == null && (link.PupilId == pair.Pupil || link.PupilId == pair.Other)
            join record in db.Set<GuardianRecord>() on link.GuardianRecordId equals record.Id
            where record.AccountId != null
            select new { record.AccountId, link.PupilId, link.Statement }).ToListAsync(cancellationToken);
        return ties.GroupBy(tie => tie.AccountId)
            .Any(own => own.Select(tie => tie.PupilId).Distinct().Count() > 1 && own.Any(tie => tie.Statement == LinkStatement.ReportedWrong));
    }
}
