using System.Text.Json;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Logout;

/// <summary>
/// The queue of <see cref="LogoutNotice"/>. Whatever ends a session makes its notices due in the same place (<see cref="Sessions"/>), so no
/// way out can forget them; a worker tells the services, and nobody waits for it.
/// </summary>
public sealed class LogoutNotices(IDbContextFactory<OperationalDb> stores, SignInJournal journal, TimeProvider clock)
{
    /// <summary>Code of a notice that was given up.</summary>
    public const string FailedCode = "service.logout-unconfirmed";

    /// <summary>How long a worker may hold a notice before another takes it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Erasure = TimeSpan.FromHours(36);

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), TimeSpan.FromHours(1), TimeSpan.FromHours(3)];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>A service receives tokens in a session and is to be told of its end, or named where it cannot be; due at once if the session has ended meanwhile.</summary>
    public async Task ExpectAsync(Guid session, string clientId, CancellationToken cancellation)
    {
        var now = Now;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await store.Database.ExecuteSqlAsync(
            $"""
             insert into logout_notice (session_id, client_id, account_id, entered_at, due_at, attempts)
             select s.id, {clientId}, s.holder_id, {now}, s.ended_at, 0 from session s where s.id = {session}
             on conflict (session_id, client_id) do nothing
             """, cancellation);
    }

    /// <summary>Takes what is due, at most <paramref name="most"/>: of two workers one gets a notice.</summary>
    public async Task<IReadOnlyList<LogoutNotice>> TakeAsync(int most, CancellationToken cancellation)
    {
        var now = Now;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var due = await store.Set<LogoutNotice>().AsNoTracking().Where(notice => notice.DueAt <= now).OrderBy(notice => notice.DueAt).Take(most).ToListAsync(cancellation);
        var taken = new List<LogoutNotice>(due.Count);
        foreach (var notice in due)
        {
            var (seen, until) = (notice.DueAt, now + Lease);
            if (await Row(store, notice).Where(row => row.DueAt == seen)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, until).SetProperty(one => one.Attempts, one => one.Attempts + 1), cancellation) == 1)
            {
                notice.Attempts++;
                taken.Add(notice);
            }
        }

        return taken;
    }

    /// <summary>The service was told, or there is nothing to tell it any more.</summary>
    public async Task DoneAsync(LogoutNotice notice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await Row(store, notice).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The service could not be told: tried again after a while, seven times within five hours, then given up, which the journal says.</summary>
    /// <param name="notice">as taken</param>
    /// <param name="isFinal">no other try would end otherwise</param>
    /// <param name="cancellation">ends the wait</param>
    /// <returns>whether it was given up</returns>
    public async Task<bool> FailedAsync(LogoutNotice notice, bool isFinal, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notice);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (!isFinal && notice.Attempts <= Waits.Length)
        {
            var next = Now + Waits[notice.Attempts - 1];
            await Row(store, notice).ExecuteUpdateAsync(row => row.SetProperty(one => one.DueAt, next), cancellation);
            return false;
        }

        await using var transaction = await store.Database.BeginTransactionAsync(cancellation);
        await Row(store, notice).ExecuteDeleteAsync(cancellation);
        journal.Note(store, FailedCode, notice.AccountId, string.Empty, null, $"{{\"service\":\"{JsonEncodedText.Encode(notice.ClientId)}\"}}");
        await store.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>
    /// Makes due what an end of its session has missed (tokens and sign-out at the same instant, a node that stopped between two statements), and erases
    /// the notices of sessions that ran out of time, whose tokens are dead as well (S-GD1).
    /// </summary>
    public async Task TidyAsync(CancellationToken cancellation)
    {
        var now = Now;
        var limit = now - Erasure;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await store.Set<LogoutNotice>().Where(notice => notice.DueAt == null && store.Set<Session>().Any(session => session.Id == notice.SessionId && session.EndedAt != null))
            .ExecuteUpdateAsync(row => row.SetProperty(notice => notice.DueAt, now), cancellation);
        await store.Set<LogoutNotice>().Where(notice => notice.DueAt == null && notice.EnteredAt < limit
                && !store.Set<Session>().Any(session => session.Id == notice.SessionId && session.EndedAt == null && session.ExpiresAt > now))
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>One session has just ended.</summary>
    internal static Task EndedAsync(OperationalDb db, Guid session, DateTime now, CancellationToken cancellation) =>
        EndedAsync(db.Set<LogoutNotice>().Where(notice => notice.SessionId == session), now, cancellation);

    /// <summary>Every session of some accounts has just ended, but for <paramref name="except"/>.</summary>
    internal static Task EndedAsync(OperationalDb db, IReadOnlyCollection<Guid> holders, Guid? except, DateTime now, CancellationToken cancellation) =>
        EndedAsync(db.Set<LogoutNotice>().Where(notice => holders.Contains(notice.AccountId) && notice.SessionId != except), now, cancellation);

    private static Task<int> EndedAsync(IQueryable<LogoutNotice> notices, DateTime now, CancellationToken cancellation) =>
        notices.Where(notice => notice.DueAt == null).ExecuteUpdateAsync(row => row.SetProperty(notice => notice.DueAt, now), cancellation);

    private static IQueryable<LogoutNotice> Row(OperationalDb store, LogoutNotice notice) =>
        store.Set<LogoutNotice>().Where(row => row.SessionId == notice.SessionId && row.ClientId == notice.ClientId);
}
