using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators.Messages;

/// <summary>Lists the messages that failed or are to be tried again, those of both stores together, the latest first.</summary>
[UseCase(Effect.Reads)]
public sealed class ListMessages(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, TimeProvider clock)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The last page there is: whoever has more failed messages than that looks at the counts and puts all of them back.</summary>
    public const int LastPage = 100;

    /// <summary>Lists one page.</summary>
    public async Task<(IReadOnlyList<ListedMessage> Messages, int Total)> RunAsync(int page, CancellationToken cancellationToken)
    {
        await using var mainDb = await main.CreateDbContextAsync(cancellationToken);
        await using var operationalDb = await operational.CreateDbContextAsync(cancellationToken);
        var total = await Listed(mainDb).CountAsync(cancellationToken) + await Listed(operationalDb).CountAsync(cancellationToken);
        List<Row> rows = [.. await RowsAsync(mainDb, page, cancellationToken), .. await RowsAsync(operationalDb, page, cancellationToken)];
        return ([.. Latest(rows).Skip((page - 1) * PageSize).Take(PageSize).Select(Message)], total);
    }

    /// <summary>Those of some identifiers that may be put back now.</summary>
    public async Task<IReadOnlyList<ListedMessage>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var mainDb = await main.CreateDbContextAsync(cancellationToken);
        await using var operationalDb = await operational.CreateDbContextAsync(cancellationToken);
        List<Row> rows =
        [
            .. await Rows(Listed(mainDb).Where(message => ids.Contains(message.Id))).ToListAsync(cancellationToken),
            .. await Rows(Listed(operationalDb).Where(message => ids.Contains(message.Id))).ToListAsync(cancellationToken),
        ];
        return [.. Latest(rows).Select(Message).Where(message => message.MayRequeue)];
    }

    private static IQueryable<OutboxMessage> Listed(StoreDb db) => db.Set<OutboxMessage>().AsNoTracking().Where(RequeueRules.IsListed);

    // Rows of the same instant stay in the order of their store, which alone knows how it sorts identifiers: a page follows the one before it.
    private static IOrderedEnumerable<Row> Latest(List<Row> rows) => rows.OrderByDescending(row => row.CreatedAt);

    private static async Task<List<Row>> RowsAsync(StoreDb db, int page, CancellationToken cancellationToken) =>
        await Rows(Listed(db).OrderByDescending(message => message.CreatedAt).ThenBy(message => message.Id).Take(page * PageSize)).ToListAsync(cancellationToken);

    // Never the words of a message: only whether it has any.
    private static IQueryable<Row> Rows(IQueryable<OutboxMessage> messages) => messages.Select(message => new Row(
        message.Id, message.Channel, message.Template, message.Recipient, message.CreatedAt, message.DueAt, message.ExpiresAt, message.Attempts, message.FailedAt, message.Report, message.LastError,
        message.Text != string.Empty));

    private ListedMessage Message(Row row)
    {
        var probe = new OutboxMessage { Recipient = string.Empty, Template = string.Empty, Text = row.HasWords ? "kept" : string.Empty, DueAt = row.DueAt, ExpiresAt = row.ExpiresAt, FailedAt = row.FailedAt };
        return new ListedMessage(
            row.Id, row.Channel, row.Template, MaskedRecipient.Of(row.Channel, row.Recipient), row.FailedAt is null ? MessageState.ToTryAgain : MessageState.Failed, row.CreatedAt, row.DueAt, row.Attempts,
            row.LastError is { } words ? MaskedRecipient.InWords(words, row.Recipient) : row.Report == DeliveryReport.None ? string.Empty : row.Report.ToString(),
            RequeueRules.MayRequeue(clock.GetUtcNow().UtcDateTime).Compile()(probe));
    }

    private sealed record Row(
        Guid Id, Channel Channel, string Template, string Recipient, DateTime CreatedAt, DateTime DueAt, DateTime? ExpiresAt, int Attempts, DateTime? FailedAt, DeliveryReport Report, string? LastError,
        bool HasWords);
}
