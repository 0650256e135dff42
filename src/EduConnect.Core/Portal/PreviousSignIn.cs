using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Portal;

/// <summary>
/// "Dernière connexion": the latest sign-in before the one that opened this session (row #22, domain 6.5). Main may not have heard of
/// the latest ones yet, the journal may have been emptied: either may be behind, never both.
/// </summary>
public sealed class PreviousSignIn(MainDb main, OperationalDb operational)
{
    /// <summary>When (UTC); null when none is known.</summary>
    public async Task<DateTime?> FindAsync(Session session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        var (holder, began) = (session.HolderId, session.AuthenticatedAt);
        var journaled = await operational.Set<JournalEntry>().AsNoTracking()
            .Where(entry => entry.AccountId == holder && (entry.Code == SignInJournal.SucceededCode || entry.Code == SignInJournal.AccessCodeCode) && entry.At < began)
            .MaxAsync(entry => (DateTime?)entry.At, cancellation);
        var account = await main.Set<Account>().AsNoTracking().Where(one => one.Id == holder)
            .Select(one => new { one.LastSignInAt, one.PreviousSignInAt }).FirstOrDefaultAsync(cancellation);
        return new[] { journaled, account?.LastSignInAt, account?.PreviousSignInAt }.Where(at => at < began).Max();
    }

    /// <summary>Whether a sign-in found so was made with an access code: its pupil is told (domain §11).</summary>
    public async Task<bool> WasByAccessCodeAsync(Guid account, DateTime at, CancellationToken cancellation) =>
        await operational.Set<JournalEntry>().AnyAsync(entry => entry.AccountId == account && entry.Code == SignInJournal.AccessCodeCode && entry.At == at, cancellation)
        || await main.Set<AuditEvent>().AnyAsync(audit => audit.AccountId == account && audit.Code == SignInJournal.AccessCodeCode && audit.At == at, cancellation);
}
