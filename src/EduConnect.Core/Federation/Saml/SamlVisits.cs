using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Saml;

/// <summary>What became of an attempt to enter a service.</summary>
public enum SamlEntry
{
    /// <summary>Entered and noted.</summary>
    Entered,

    /// <summary>This request was answered before: nothing was written.</summary>
    Replayed,

    /// <summary>The session has ended meanwhile: nothing was written.</summary>
    SessionOver,
}

/// <summary>One entry into a service.</summary>
/// <param name="ClientId">The service.</param>
/// <param name="SessionId">The session.</param>
/// <param name="NameId">What the service will call the person.</param>
/// <param name="Form">Form of that identifier.</param>
/// <param name="RequestId">Identifier of the request answered; null when the service asked nothing.</param>
/// <param name="TraceId">The request of the browser, for the journal.</param>
/// <param name="Network">Its address, for the journal.</param>
public sealed record SamlArrival(string ClientId, Guid SessionId, string NameId, SamlNameId Form, string? RequestId, string TraceId, string Network);

/// <summary>
/// The services entered by SAML, in the operational store. Every decision that two requests could race for is one statement: a request
/// is answered once, and only while its session is open.
/// </summary>
public sealed class SamlVisits(IDbContextFactory<OperationalDb> stores, IRandomSource random, TimeProvider clock)
{
    /// <summary>How long the answer to a request is remembered: longer than a request can still be answered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(2);

    private static readonly TimeSpan Erasure = TimeSpan.FromHours(36);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Uses up the request, notes the visit and writes the journal (<c>service.entered</c>), all or nothing.</summary>
    public async Task<SamlEntry> EnterAsync(SamlArrival arrival, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arrival);
        var now = Now;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await using var transaction = await store.Database.BeginTransactionAsync(cancellation);
        if (arrival.RequestId is { } request && !await MarkAsync(store, arrival.ClientId, request, now + Memory, cancellation))
        {
            return SamlEntry.Replayed;
        }

        if (await NoteAsync(store, arrival, now, cancellation) == 0)
        {
            return SamlEntry.SessionOver;
        }

        await JournalAsync(store, arrival, now, cancellation);
        await transaction.CommitAsync(cancellation);
        return SamlEntry.Entered;
    }

    /// <summary>Uses up a sign-out request of a service.</summary>
    /// <returns>false when it was taken before: a replay</returns>
    public async Task<bool> TakeSignOutAsync(string clientId, string request, CancellationToken cancellation)
    {
        var now = Now;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await MarkAsync(store, "sign-out " + clientId, request, now + Memory, cancellation);
    }

    /// <summary>The visit of a service in a session; null when there was none.</summary>
    public async Task<SamlVisit?> FindAsync(Guid session, string clientId, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<SamlVisit>().AsNoTracking().FirstOrDefaultAsync(visit => visit.SessionId == session && visit.ClientId == clientId, cancellation);
    }

    /// <summary>The visits of a session, in the order of entry.</summary>
    public async Task<IReadOnlyList<SamlVisit>> OfAsync(Guid session, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<SamlVisit>().AsNoTracking().Where(visit => visit.SessionId == session).OrderBy(visit => visit.EnteredAt).ThenBy(visit => visit.ClientId).ToListAsync(cancellation);
    }

    /// <summary>Whose session it is, open or ended; null when it is unknown.</summary>
    public async Task<Guid?> HolderOfAsync(Guid session, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<Session>().Where(row => row.Id == session).Select(row => (Guid?)row.HolderId).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The service has signed the person out on its side.</summary>
    public async Task LeftAsync(Guid session, string clientId, CancellationToken cancellation)
    {
        var now = Now;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await store.Set<SamlVisit>().Where(visit => visit.SessionId == session && visit.ClientId == clientId && visit.LeftAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(visit => visit.LeftAt, now), cancellation);
    }

    /// <summary>Erases the visits of sessions that are over for sure; returns how many (S-GD1).</summary>
    public async Task<int> EraseAsync(CancellationToken cancellation)
    {
        var now = Now;
        var limit = now - Erasure;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        return await store.Set<SamlVisit>()
            .Where(visit => visit.EnteredAt < limit && !store.Set<Session>().Any(session => session.Id == visit.SessionId && session.EndedAt == null && session.ExpiresAt > now))
            .ExecuteDeleteAsync(cancellation);
    }

    // Shares the table of marks with other assertions; a space is in no client identifier, so that they stay apart.
    private static async Task<bool> MarkAsync(OperationalDb store, string clientId, string request, DateTime end, CancellationToken cancellation)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"saml {clientId}\n{request}"));
        return await store.Database.ExecuteSqlAsync(
            $"insert into oidc_assertion_mark (hash, expires_at) values ({hash}, {end}) on conflict do nothing", cancellation) == 1;
    }

    private static Task<int> NoteAsync(OperationalDb store, SamlArrival arrival, DateTime now, CancellationToken cancellation) =>
        store.Database.ExecuteSqlAsync(
            $"""
             insert into saml_visit (session_id, client_id, name_id, name_id_form, entered_at)
             select s.id, {arrival.ClientId}, {arrival.NameId}, {(int)arrival.Form}, {now}
             from session s where s.id = {arrival.SessionId} and s.ended_at is null and s.expires_at > {now} and s.kind in (1, 2)
             on conflict (session_id, client_id) do update
             set name_id = excluded.name_id, name_id_form = excluded.name_id_form, entered_at = excluded.entered_at, left_at = null
             """, cancellation);

    private Task<int> JournalAsync(OperationalDb store, SamlArrival arrival, DateTime now, CancellationToken cancellation)
    {
        var (id, detail) = (random.NewId(), ServiceEntry.Detail(arrival.ClientId));
        return store.Database.ExecuteSqlAsync(
            $"""
             insert into journal_entry (id, at, code, account_id, detail, request_id, network)
             select {id}, {now}, 'service.entered', s.holder_id, {detail}, {arrival.TraceId}, {arrival.Network} from session s where s.id = {arrival.SessionId}
             """, cancellation);
    }
}
