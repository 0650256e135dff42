using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>
/// Sends what is due, from both stores, at least once each. Claiming moves the due time forward, so two workers never hold the same message.
/// Main's outbox waits while main is read-only; the operational one goes on.
/// </summary>
public sealed class OutboxSender(
    IDbContextFactory<MainDb> main,
    IDbContextFactory<OperationalDb> operational,
    IEnumerable<IMessageTransport> transports,
    ReadOnlyMode readOnly,
    SecretTexts secrets,
    TimeProvider clock,
    IRandomSource random)
{
    private const int BatchSize = 50;
    private const int MaximumAttempts = 12;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);
    private readonly Dictionary<Channel, IMessageTransport> _transports = transports.ToDictionary(transport => transport.Channel);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Sends one batch of each store.</summary>
    /// <returns>How many messages were taken.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        if (!readOnly.IsOn)
        {
            await using var db = await main.CreateDbContextAsync(cancellationToken);
            count += await SendDueAsync(db, cancellationToken);
        }

        await using var operationalDb = await operational.CreateDbContextAsync(cancellationToken);
        return count + await SendDueAsync(operationalDb, cancellationToken);
    }

    /// <summary>How long to wait after a number of failed tries: 1 minute doubled up to 6 hours, with up to a quarter more by chance.</summary>
    public TimeSpan WaitAfter(int attempts)
    {
        var wait = TimeSpan.FromMinutes(Math.Min(Math.Pow(2, attempts - 1), LongestWait.TotalMinutes));
        return wait + TimeSpan.FromSeconds(random.Below((int)(wait.TotalSeconds / 4) + 1));
    }

    private async Task<int> SendDueAsync(StoreDb db, CancellationToken cancellationToken)
    {
        var now = Now;
        var due = await db.Set<OutboxMessage>().AsNoTracking()
            .Where(message => message.SentAt == null && message.FailedAt == null && message.DueAt <= now)
            .OrderBy(message => message.DueAt).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var message in due)
        {
            await SendAsync(db, message, cancellationToken);
        }

        return due.Count;
    }

    private async Task SendAsync(StoreDb db, OutboxMessage message, CancellationToken cancellationToken)
    {
        var until = Now + Lease;
        var claimed = await db.Set<OutboxMessage>()
            .Where(row => row.Id == message.Id && row.DueAt == message.DueAt && row.SentAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(m => m.DueAt, until).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancellationToken);
        if (claimed == 0)
        {
            return;
        }

        var keepsWords = message.Channel != Channel.Mail || !SecretTexts.IsSealed(message);
        var result = message.ExpiresAt <= Now
            ? new DeliveryResult(Delivery.TryAgain, "Too late.")
            : secrets.Open(message)
            ? await _transports[message.Channel].SendAsync(message, cancellationToken)
            : new DeliveryResult(Delivery.RefusedForGood, "The key of its text is gone.");
        await RecordAsync(db, message, result, keepsWords, cancellationToken);
    }

    private async Task RecordAsync(StoreDb db, OutboxMessage message, DeliveryResult result, bool keepsWords, CancellationToken cancellationToken)
    {
        var row = db.Set<OutboxMessage>().Where(candidate => candidate.Id == message.Id);
        var now = Now;
        var words = result.Words.Length > 256 ? result.Words[..256] : result.Words;
        if (result.Delivery == Delivery.Accepted)
        {
            // An SMS may come back undelivered and be put back by an operator; a mail that the relay took never is, and its words have served.
            await row.ExecuteUpdateAsync(
                set => set.SetProperty(m => m.SentAt, now).SetProperty(m => m.LastError, (string?)null)
                    .SetProperty(m => m.Text, m => keepsWords ? m.Text : string.Empty).SetProperty(m => m.Html, m => keepsWords ? m.Html : null), cancellationToken);
            return;
        }

        // Noted before the message is given up: a stop in between asks the relay again, and nothing is lost.
        if (result.Delivery == Delivery.RefusedForGood && !SecretTexts.IsSealed(message) && message is { Channel: Channel.Mail, AccountId: { } accountId })
        {
            await NoteRefusalAsync(message, accountId, now, cancellationToken);
        }

        var isOver = result.Delivery == Delivery.RefusedForGood || message.ExpiresAt <= now || message.Attempts + 1 >= MaximumAttempts;
        var next = now + WaitAfter(message.Attempts + 1);
        await row.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.LastError, words).SetProperty(m => m.DueAt, next).SetProperty(m => m.FailedAt, isOver ? now : null), cancellationToken);
    }

    // Marks the address; while main cannot be written, the journal of the operational store keeps what is to be marked.
    private async Task NoteRefusalAsync(OutboxMessage message, Guid accountId, DateTime now, CancellationToken cancellationToken)
    {
        if (readOnly.IsOn)
        {
            await using var journal = await operational.CreateDbContextAsync(cancellationToken);
            journal.Add(RefusedAddresses.Late(random.NewId(), message, accountId, now));
            await journal.SaveChangesAsync(cancellationToken);
            return;
        }

        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await RefusedAddresses.MarkAsync(db, accountId, message.Recipient, RefusedAddresses.ByRelay, now, cancellationToken);
    }
}
