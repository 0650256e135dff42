using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>Begins, finds and keeps forgotten passwords on their way, in the operational store.</summary>
public sealed class Recoveries(OperationalDb operational, RecoveryOptions options, TimeProvider clock, IRandomSource random)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins with a username as typed. Nobody is looked up: known and unknown begin alike.</summary>
    /// <returns>the handle for the cookie</returns>
    public Task<string> BeginAsync(AccountKind profile, string? typed, string? returnPath, CancellationToken cancellation) =>
        AddAsync(profile, TypedUsername.Normalize(typed), returnPath, doneAt: null, cancellation);

    /// <summary>Notes in the browser that used a link that it is done.</summary>
    /// <returns>the handle for the cookie</returns>
    public Task<string> EndAsync(Account account, string? returnPath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return AddAsync(account.Kind, account.Username, returnPath, Now, cancellation);
    }

    /// <summary>The one of a cookie; null when there is none or it took too long. Tracked.</summary>
    public async Task<RecoveryState?> FindAsync(string? handle, CancellationToken cancellation)
    {
        if (handle is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var (hash, now) = (Sessions.Hash(handle), Now);
        return await operational.Set<RecoveryState>().FirstOrDefaultAsync(state => state.HandleHash == hash && state.ExpiresAt > now, cancellation);
    }

    /// <summary>Erases what nobody can use any more.</summary>
    public static async Task<int> EraseAsync(OperationalDb db, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        return await db.Set<RecoveryState>().Where(state => state.ExpiresAt < now).ExecuteDeleteAsync(cancellation)
            + await db.Set<RecoveryLink>().Where(link => link.ExpiresAt < now).ExecuteDeleteAsync(cancellation);
    }

    private async Task<string> AddAsync(AccountKind profile, string username, string? returnPath, DateTime? doneAt, CancellationToken cancellation)
    {
        var handle = random.NewHandle();
        operational.Add(new RecoveryState
        {
            Id = random.NewId(),
            HandleHash = Sessions.Hash(handle),
            Profile = profile,
            Username = username,
            ReturnPath = returnPath,
            CreatedAt = Now,
            ExpiresAt = Now + options.Journey,
            DoneAt = doneAt,
        });
        await operational.SaveChangesAsync(cancellation);
        return handle;
    }
}
