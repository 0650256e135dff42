using EduConnect.Core.Accounts;
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
            .Where(entry => entry.AccountId == holder && entry.Code == SignInJournal.SucceededCode && entry.At < began)
            .MaxAsync(entry => (DateTime?)entry.At, cancellation);
        var account = await main.Set<Account>().AsNoTracking().Where(one => one.Id == holder)
            .Select(one => new { one.LastSignInAt, one.PreviousSignInAt }).FirstAsync(cancellation);
        return new[] { journaled, account.LastSignInAt, account.PreviousSignInAt }.Where(at => at < began).Max();
    }
}
