using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Details;

/// <summary>What the eye shows.</summary>
/// <param name="Kind">which password the account has now</param>
/// <param name="Password">the provisional one; null when there is none, or its key is missing</param>
/// <param name="Until">last moment it works (UTC); null without one</param>
public sealed record RevealedPassword(PasswordKind Kind, ProvisionalPassword? Password, DateTime? Until);

/// <summary>The eye: an agent reads the provisional password of one account. Each time is an event (S-PP6), in maintenance too.</summary>
[UseCase(Effect.Reads)]
public sealed class RevealPassword(IDbContextFactory<MainDb> main, ProvisionalPasswords passwords, AgentJournal journal, WatchShownPasswords watch, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.password-shown";

    /// <summary>Reads it; the event is written before anything is shown.</summary>
    /// <returns>null when the account does not stand in this list of this school</returns>
    public async Task<RevealedPassword?> RunAsync(EstablishmentScope scope, ListKind kind, Guid accountId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        if (!await ListRows.Of(db, kind).AnyAsync(row => row.AccountId == accountId, cancellationToken))
        {
            return null;
        }

        var account = await db.Set<Account>().AsNoTracking().SingleAsync(one => one.Id == accountId, cancellationToken);
        var found = account.PasswordAt(clock.GetUtcNow().UtcDateTime);
        if (found != PasswordKind.Provisional || passwords.Open(account) is not { } password)
        {
            return new RevealedPassword(found, null, null);
        }

        await journal.WriteAsync(scope, Code, [accountId], string.Empty, cancellationToken);
        await watch.NoteAsync(scope, 1, cancellationToken);
        return new RevealedPassword(found, password, account.ProvisionalExpiresAt);
    }
}
