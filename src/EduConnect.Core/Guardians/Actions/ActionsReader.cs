using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Actions;

/// <summary>Tells whether anything waits for a guardian, and what (row #81).</summary>
public sealed class ActionsReader(ReminderOptions reminders, TimeProvider clock)
{
    private readonly ActionsQuery _query = new();

    /// <summary>Whether anything waits: one statement, read at each sign-in of a guardian. It may say yes once too often, never no.</summary>
    public Task<bool> IsDueAsync(MainDb db, Guid account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);

        // Before every date: nothing is ever overdue when reminders are off.
        return _query.IsDueAsync(db, account, Overdue() ?? DateTime.MinValue, cancellation);
    }

    /// <summary>What waits.</summary>
    public async Task<PendingActions> ReadAsync(MainDb db, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        var known = await KnownBySource.ReadAsync(db, account.Id, cancellation);
        var waiting = await db.Set<MailChange>().AsNoTracking().FirstOrDefaultAsync(change => change.AccountId == account.Id && change.State == MailChangeState.Pending, cancellation);
        var isOverdue = account.ActivatedAt < Overdue();
        return new PendingActions(
            await ChildrenAsync(db, account.Id, cancellation),
            Choice(account.Mail, account.MailConfirmedAt is not null, known.Mails, waiting?.NewMail),
            Choice(account.Mobile, account.MobileConfirmedAt is not null, known.Mobiles, null),
            waiting?.RequestedAt < Overdue() || (isOverdue && account.MailConfirmedAt is null && (account.Mail is not null || (waiting is null && known.MailFor(account) is not null))),
            isOverdue && account.MobileConfirmedAt is null && (account.Mobile is not null || known.MobileFor(account) is not null));
    }

    /// <summary>Records of other accounts proposed to this one and not answered. Those of an account in use stay there: its holder groups both with its password.</summary>
    internal static IQueryable<GuardianRecord> Proposed(MainDb db, Guid account) =>
        from proposal in db.Set<RecordProposal>()
        join record in db.Set<GuardianRecord>() on proposal.GuardianRecordId equals record.Id
        where proposal.AccountId == account && proposal.AnsweredAt == null && record.GoneAt == null && record.AccountId != account
            && db.Set<Account>().Any(holder => holder.Id == record.AccountId && holder.ClosedAt == null && (holder.State == AccountState.NotInformed || holder.State == AccountState.Informed))
        select record;

    private static async Task<IReadOnlyList<PendingChild>> ChildrenAsync(MainDb db, Guid account, CancellationToken cancellation)
    {
        var own = await Children.OfAsync(db, account, cancellation);
        var asked = own.Where(child => child.Statement is LinkStatement.Unconfirmed or LinkStatement.ReportedWrong).Select(child => new PendingChild(child, [])).ToList();
        var records = await Proposed(db, account).Select(record => record.Id).Distinct().ToListAsync(cancellation);
        var links = db.Set<GuardianLink>().Where(link => records.Contains(link.GuardianRecordId) && link.GoneAt == null);
        var ties = await links.AsNoTracking().Select(link => new { link.GuardianRecordId, link.PupilId }).ToListAsync(cancellation);
        var coming = records.Count == 0 ? [] : await Children.OfAsync(db, links, cancellation);
        asked.AddRange(coming.Where(child => child.Statement != LinkStatement.BirthDateReported && !asked.Exists(one => one.Child.PupilId == child.PupilId))
            .Select(child => new PendingChild(child, [.. ties.Where(tie => tie.PupilId == child.PupilId).Select(tie => tie.GuardianRecordId).Distinct()])));
        return [.. asked.OrderBy(one => one.Child.FirstName, StringComparer.CurrentCulture).ThenBy(one => one.Child.PupilId)];
    }

    // Without a contact of its own an account has nothing to choose from: what the sources know is reminded of as not confirmed.
    private static ContactChoice? Choice(string? own, bool confirmed, IReadOnlyList<string> known, string? waiting)
    {
        if (own is null)
        {
            return null;
        }

        var others = known.Where(one => !string.Equals(one, own, StringComparison.OrdinalIgnoreCase) && !string.Equals(one, waiting, StringComparison.OrdinalIgnoreCase)).ToList();
        return others.Count == 0 ? null : new ContactChoice(own, confirmed, others);
    }

    private DateTime? Overdue() => reminders.Enabled ? clock.GetUtcNow().UtcDateTime - reminders.After : null;
}
