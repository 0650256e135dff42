using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.AccessCodes;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn;

/// <summary>Opens, finds and ends sessions of browsers, in the operational store only (S-SE1, S-MT1). Whatever ends one makes its <see cref="LogoutNotice"/>s due.</summary>
public sealed class Sessions(TimeProvider clock, IRandomSource random, SessionLifetimes lifetimes, StorageProvider provider)
{
    private static readonly TimeSpan WrittenEvery = TimeSpan.FromMinutes(1);

    // Not static: a compiled query belongs to the model of one application.
    private readonly Func<OperationalDb, byte[], CancellationToken, Task<Session?>> _byHandle = EF.CompileAsyncQuery(
        (OperationalDb db, byte[] hash, CancellationToken cancellation) => db.Set<Session>().AsNoTracking().FirstOrDefault(session => session.HandleHash == hash));

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds a session to the next save of <paramref name="db"/>. Always a new handle, whoever was signed in before.</summary>
    /// <param name="db">the operational store</param>
    /// <param name="kind">whose session</param>
    /// <param name="holder">the account or agent</param>
    /// <param name="methods">space-separated RFC 8176 values</param>
    /// <param name="isShared">must not outlive the browser</param>
    /// <param name="userAgent">what the browser says of itself, to name it in the list of sessions</param>
    /// <returns>the handle for the cookie, which is stored nowhere, and the session</returns>
    public (string Handle, Session Session) Open(OperationalDb db, SessionKind kind, Guid holder, string methods, bool isShared, string? userAgent = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        var handle = random.NewHandle();
        var now = Now;
        var session = new Session
        {
            Id = random.NewId(),
            HandleHash = Hash(handle),
            Kind = kind,
            HolderId = holder,
            AuthenticatedAt = now,
            Methods = methods,
            LastSeenAt = now,
            ExpiresAt = now + lifetimes.Absolute(kind),
            IsShared = isShared,
            Browser = BrowserName.Read(userAgent),
        };
        db.Add(session);
        return (handle, session);
    }

    /// <summary>The live session of a cookie; null when there is none. Prolongs it, writing at most once a minute.</summary>
    public async Task<Session?> FindAsync(OperationalDb db, string? handle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (handle is not { Length: > 0 and <= 200 } || await _byHandle(db, Hash(handle), cancellation) is not { } session || !IsLive(session))
        {
            return null;
        }

        var now = Now;
        if (now - session.LastSeenAt >= WrittenEvery)
        {
            await TouchAsync(db, session, now, cancellation);
        }

        return session;
    }

    /// <summary>
    /// A sign-in over a session that has not ended (ASVS 7.2.4). Of the same holder, that session goes on under its identifier with the handle and the
    /// proof of the new one, so that services keep their <c>sid</c> and are told at sign-out; of anybody else, it ends.
    /// </summary>
    /// <param name="db">the operational store, without changes of its own</param>
    /// <param name="former">handle the browser came with; null when there was none</param>
    /// <param name="handle">handle of the session just opened and saved</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task SupersedeAsync(OperationalDb db, string? former, string handle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (former is not { Length: > 0 and <= 200 } || former == handle
            || await _byHandle(db, Hash(former), cancellation) is not { EndedAt: null } old || old.ExpiresAt <= Now
            || await _byHandle(db, Hash(handle), cancellation) is not { EndedAt: null } entered)
        {
            return;
        }

        if (old.HolderId != entered.HolderId || old.Kind != entered.Kind)
        {
            await EndAsync(db, old.Id, cancellation);
            return;
        }

        // Nothing is kept when the old session has ended meanwhile, or another tab was faster: then both stand on their own.
        await using var change = await db.Database.BeginTransactionAsync(cancellation);
        await db.Set<Session>().Where(row => row.Id == entered.Id).ExecuteDeleteAsync(cancellation);
        if (await GoOnAsync(db, old, entered, cancellation) == 1)
        {
            await change.CommitAsync(cancellation);
        }
    }

    /// <summary>Whether a session may still be used now.</summary>
    public bool IsLive(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var now = Now;
        return session.EndedAt is null && now < session.ExpiresAt && now < session.LastSeenAt + lifetimes.Idle(session.Kind);
    }

    /// <summary>Ends one session: sign-out.</summary>
    public async Task EndAsync(OperationalDb db, Guid session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var now = Now;
        await db.Set<Session>().Where(row => row.Id == session && row.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now), cancellation);
        await LogoutNotices.EndedAsync(db, session, now, cancellation);
    }

    /// <summary>Ends every session of an account or agent, and the access code nobody has used yet: change or reset of the password, compromise, rights withdrawn (S-PW6, S-SE5).</summary>
    /// <param name="db">the operational store</param>
    /// <param name="holder">the account or agent</param>
    /// <param name="except">the session that goes on; null ends all</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task EndAllAsync(OperationalDb db, Guid holder, Guid? except, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var now = Now;
        await AccessCodeStore.EndAsync(db, [holder], cancellation);
        await db.Set<Session>().Where(row => row.HolderId == holder && row.EndedAt == null && row.Id != except)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now), cancellation);
        await LogoutNotices.EndedAsync(db, [holder], except, now, cancellation);
    }

    /// <summary>Ends every session and unused access code of many accounts: a reset of passwords by the school.</summary>
    public static async Task EndAllAsync(OperationalDb db, IReadOnlyCollection<Guid> holders, DateTime now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        await AccessCodeStore.EndAsync(db, holders, cancellation);
        await db.Set<Session>().Where(row => holders.Contains(row.HolderId) && row.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now), cancellation);
        await LogoutNotices.EndedAsync(db, holders, except: null, now, cancellation);
    }

    /// <summary>
    /// The sessions of an account that have neither ended nor run out of their longest time, last used first. One at rest is among them: nobody goes on
    /// from its browser, but its services may (ADR 0025).
    /// </summary>
    public async Task<IReadOnlyList<Session>> OpenOfAsync(OperationalDb db, Guid holder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        var now = Now;
        return await db.Set<Session>().AsNoTracking().Where(row => row.HolderId == holder && row.EndedAt == null && row.ExpiresAt > now)
            .OrderByDescending(row => row.LastSeenAt).ToListAsync(cancellation);
    }

    // A store that can be read but not written (disk full) does not prolong the session, and does not keep its holder out either (S-MT5).
    private async Task TouchAsync(OperationalDb db, Session session, DateTime now, CancellationToken cancellation)
    {
        try
        {
            await db.Set<Session>().Where(row => row.Id == session.Id && row.LastSeenAt < now)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeenAt, now), cancellation);
            session.LastSeenAt = now;
        }
        catch (Exception fault) when (provider.IsUnavailable(fault))
        {
            // the next page tries again
        }
    }

    /// <summary>What is stored of a handle.</summary>
    public static byte[] Hash(string handle) => SHA256.HashData(Encoding.UTF8.GetBytes(handle));

    private static Task<int> GoOnAsync(OperationalDb db, Session old, Session entered, CancellationToken cancellation) =>
        db.Set<Session>().Where(row => row.Id == old.Id && row.EndedAt == null && row.HandleHash == old.HandleHash).ExecuteUpdateAsync(
            row => row.SetProperty(one => one.HandleHash, entered.HandleHash).SetProperty(one => one.AuthenticatedAt, entered.AuthenticatedAt)
                .SetProperty(one => one.Methods, entered.Methods).SetProperty(one => one.LastSeenAt, entered.LastSeenAt).SetProperty(one => one.ExpiresAt, entered.ExpiresAt)
                .SetProperty(one => one.IsShared, entered.IsShared).SetProperty(one => one.Browser, entered.Browser),
            cancellation);
}
