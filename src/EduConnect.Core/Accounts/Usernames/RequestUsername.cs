using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Usernames;

/// <summary>How "Réinitialiser l'identifiant" ended.</summary>
public enum UsernameRequest
{
    /// <summary>The account does not stand in this list of this school.</summary>
    NotFound,

    /// <summary>Asked for; the night will give it. Also when it was asked for already.</summary>
    Requested,

    /// <summary>A guardian whose names are not the same in every school: only the académie can help (row #169).</summary>
    NamesDiffer,

    /// <summary>Somebody changed the account at the same moment: to be tried again.</summary>
    Busy,
}

/// <summary>An agent asks for a new username, computed in the night from the names of that moment (rows #165 to #169).</summary>
[UseCase(Effect.Modifies)]
public sealed class RequestUsername(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the audit event.</summary>
    public const string Code = "account.username-requested";

    /// <summary>Whether it is possible, for the page that asks to confirm.</summary>
    public async Task<UsernameRequest> JudgeAsync(EstablishmentScope scope, ListKind kind, Guid accountId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return (await FindAsync(db, kind, accountId, cancellationToken)).Verdict;
    }

    /// <summary>Asks for it.</summary>
    public async Task<UsernameRequest> RunAsync(EstablishmentScope scope, ListKind kind, Guid accountId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var (verdict, account) = await FindAsync(db, kind, accountId, cancellationToken);
        if (verdict != UsernameRequest.Requested || account!.NewUsernameRequestedAt is not null)
        {
            return verdict;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        account.RequestUsername(now);
        db.Add(scope.Actor.Event(Code, now, accountId, scope.School.Id));
        return await db.TrySaveAsync(cancellationToken) ? UsernameRequest.Requested : UsernameRequest.Busy;
    }

    private static async Task<(UsernameRequest Verdict, Account? Account)> FindAsync(MainDb db, ListKind kind, Guid accountId, CancellationToken cancellationToken)
    {
        if (!await ListRows.Of(db, kind).AnyAsync(row => row.AccountId == accountId, cancellationToken))
        {
            return (UsernameRequest.NotFound, null);
        }

        var account = await db.Set<Account>().SingleAsync(one => one.Id == accountId, cancellationToken);
        var bases = await UsernameNames.BasesAsync(db, [account], cancellationToken);
        return (bases[accountId] is null ? UsernameRequest.NamesDiffer : UsernameRequest.Requested, account);
    }
}
