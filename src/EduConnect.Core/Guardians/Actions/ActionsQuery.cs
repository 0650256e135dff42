using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Actions;

/// <summary>Asks whether anything waits for a guardian. Compiled once for each application, because every sign-in asks.</summary>
internal sealed class ActionsQuery
{
    private readonly Func<MainDb, Guid, DateTime, CancellationToken, Task<bool>> _isDue = EF.CompileAsyncQuery(
        (MainDb db, Guid account, DateTime overdue, CancellationToken cancellation) => db.Set<Account>().Where(one => one.Id == account && one.State == AccountState.Activated).Any(
            one => db.Set<GuardianRecord>().Any(record => record.AccountId == account && record.GoneAt == null && db.Set<GuardianLink>().Any(link =>
                    link.GuardianRecordId == record.Id && link.GoneAt == null && (link.Statement == LinkStatement.Unconfirmed || link.Statement == LinkStatement.ReportedWrong)))
                || db.Set<RecordProposal>().Any(proposal => proposal.AccountId == account && proposal.AnsweredAt == null
                    && db.Set<GuardianRecord>().Any(record => record.Id == proposal.GuardianRecordId && record.GoneAt == null && record.AccountId != account
                        && db.Set<Account>().Any(holder => holder.Id == record.AccountId && holder.ClosedAt == null
                            && (holder.State == AccountState.NotInformed || holder.State == AccountState.Informed))))
                || (one.Mail != null && db.Set<GuardianRecord>().Any(record => record.AccountId == account && record.GoneAt == null && record.Mail != null && record.Mail != one.Mail
                    && !db.Set<DeclinedContact>().Any(contact => contact.AccountId == account && contact.Value == record.Mail)
                    && !db.Set<MailChange>().Any(change => change.AccountId == account && change.State == MailChangeState.Pending && change.NewMail == record.Mail)))
                || (one.Mobile != null && db.Set<GuardianRecord>().Any(record => record.AccountId == account && record.GoneAt == null && record.Mobile != null && record.Mobile != one.Mobile
                    && !db.Set<DeclinedContact>().Any(contact => contact.AccountId == account && contact.Value == record.Mobile)))
                || (one.ActivatedAt < overdue && one.MailConfirmedAt == null && (one.Mail != null
                    || (db.Set<GuardianRecord>().Any(record => record.AccountId == account && record.GoneAt == null && record.Mail != null
                            && !db.Set<DeclinedContact>().Any(contact => contact.AccountId == account && contact.Value == record.Mail))
                        && !db.Set<MailChange>().Any(change => change.AccountId == account && change.State == MailChangeState.Pending))))
                || (one.ActivatedAt < overdue && one.MobileConfirmedAt == null && (one.Mobile != null
                    || db.Set<GuardianRecord>().Any(record => record.AccountId == account && record.GoneAt == null && record.Mobile != null
                        && !db.Set<DeclinedContact>().Any(contact => contact.AccountId == account && contact.Value == record.Mobile))))
                || db.Set<MailChange>().Any(change => change.AccountId == account && change.State == MailChangeState.Pending && change.RequestedAt < overdue)));

    /// <summary>Whether anything waits.</summary>
    /// <param name="db">main</param>
    /// <param name="account">the guardian's</param>
    /// <param name="overdue">what has waited to be confirmed since before this instant (UTC) is asked for again</param>
    /// <param name="cancellation">ends the wait</param>
    public Task<bool> IsDueAsync(MainDb db, Guid account, DateTime overdue, CancellationToken cancellation) => _isDue(db, account, overdue, cancellation);
}
