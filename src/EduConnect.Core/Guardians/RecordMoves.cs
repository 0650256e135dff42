using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians;

/// <summary>Moves guardian records from one account to another, with their children and ties; an account without records is closed (domain 4.2, 4.3).</summary>
public sealed class RecordMoves(AccountLinks links, TimeProvider clock)
{
    /// <summary>Code of the event of an account that is closed because its records are with another one.</summary>
    public const string ClosedCode = "account.closed";

    private const string Into = "into ";

    /// <summary>The account that stays, from the detail of such an event; null when it names none.</summary>
    public static Guid? ClosedInto(string? detail) =>
        detail?.StartsWith(Into, StringComparison.Ordinal) == true && Guid.TryParse(detail.AsSpan(Into.Length), out var account) ? account : null;

    /// <summary>Moves, inside the caller's transaction and save.</summary>
    /// <param name="db">main, with a transaction begun</param>
    /// <param name="from">the account they leave, tracked</param>
    /// <param name="into">the account they come to, tracked</param>
    /// <param name="records">the records</param>
    /// <param name="actor">the holder of <paramref name="into"/></param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>false when a record has gone elsewhere meanwhile: the caller must roll back</returns>
    public async Task<bool> MoveAsync(MainDb db, Account from, Account into, IReadOnlyCollection<Guid> records, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        await ChangeLog.RecordsMoveAsync(db, records, into.Id, now, cancellation);
        var moved = await db.Set<GuardianRecord>().Where(record => records.Contains(record.Id) && record.AccountId == from.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(record => record.AccountId, into.Id), cancellation);
        if (moved != records.Count || into.TakeOver() != AccountRefusal.None)
        {
            return false;
        }

        await db.Set<RecordProposal>().Where(proposal => records.Contains(proposal.GuardianRecordId) && proposal.AnsweredAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(proposal => proposal.AnsweredAt, now), cancellation);
        db.Add(actor.Event("account.records-joined", now, into.Id, detail: $"from {from.Id}"));
        if (!await db.Set<GuardianRecord>().AnyAsync(record => record.AccountId == from.Id && record.GoneAt == null, cancellation))
        {
            await CloseAsync(db, from, into, actor, now, cancellation);
        }

        return true;
    }

    private async Task CloseAsync(MainDb db, Account from, Account into, Actor actor, DateTime now, CancellationToken cancellation)
    {
        await db.Set<GuardianRecord>().Where(record => record.AccountId == from.Id).ExecuteUpdateAsync(row => row.SetProperty(record => record.AccountId, into.Id), cancellation);
        await HandOverProposalsAsync(db, from, into, now, cancellation);
        await HandOverIdentitiesAsync(db, from, into, cancellation);
        await links.KillAsync(db, from.Id, cancellation);
        foreach (var change in await db.Set<MailChange>().Where(change => change.AccountId == from.Id).ToListAsync(cancellation))
        {
            change.Overrule(now);
        }

        from.Close(now);
        db.Add(new RetiredUsername { Username = from.Username });
        db.Add(actor.Event(ClosedCode, now, from.Id, detail: Into + into.Id));
    }

    // FranceConnect goes on to lead to the person's account: the one that stays, unless another identity is attached there.
    private static async Task HandOverIdentitiesAsync(MainDb db, Account from, Account into, CancellationToken cancellation)
    {
        var identities = await db.Set<FranceConnectIdentity>().Where(identity => identity.AccountId == from.Id || identity.AccountId == into.Id).ToListAsync(cancellation);
        var taken = identities.Where(identity => identity.AccountId == into.Id).Select(identity => identity.Environment).ToHashSet(StringComparer.Ordinal);
        foreach (var identity in identities.Where(identity => identity.AccountId == from.Id))
        {
            if (taken.Add(identity.Environment))
            {
                identity.AccountId = into.Id;
            }
            else
            {
                db.Remove(identity);
            }
        }
    }

    // What was proposed to the account that closes is proposed to the one that stays, unless it was asked already.
    private static async Task HandOverProposalsAsync(MainDb db, Account from, Account into, DateTime now, CancellationToken cancellation)
    {
        var open = await db.Set<RecordProposal>().Where(proposal => proposal.AccountId == from.Id && proposal.AnsweredAt == null).ToListAsync(cancellation);
        var records = open.ConvertAll(proposal => proposal.GuardianRecordId);
        var asked = await db.Set<RecordProposal>().Where(proposal => proposal.AccountId == into.Id && records.Contains(proposal.GuardianRecordId)).Select(proposal => proposal.GuardianRecordId).ToListAsync(cancellation);
        var own = await db.Set<GuardianRecord>().Where(record => record.AccountId == into.Id && records.Contains(record.Id)).Select(record => record.Id).ToListAsync(cancellation);
        foreach (var proposal in open)
        {
            proposal.AnsweredAt = now;
            if (!asked.Contains(proposal.GuardianRecordId) && !own.Contains(proposal.GuardianRecordId))
            {
                db.Add(new RecordProposal { GuardianRecordId = proposal.GuardianRecordId, AccountId = into.Id, ProposedAt = proposal.ProposedAt });
            }
        }
    }
}
