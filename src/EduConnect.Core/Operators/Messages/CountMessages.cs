using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators.Messages;

/// <summary>Counts the messages that wait or failed, in the outboxes of both stores.</summary>
[UseCase(Effect.Reads)]
public sealed class CountMessages(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational)
{
    /// <summary>Counts.</summary>
    public async Task<IReadOnlyList<MessageCount>> RunAsync(CancellationToken cancellationToken)
    {
        await using var mainDb = await main.CreateDbContextAsync(cancellationToken);
        await using var operationalDb = await operational.CreateDbContextAsync(cancellationToken);
        List<MessageCount> all = [.. await CountAsync(mainDb, cancellationToken), .. await CountAsync(operationalDb, cancellationToken)];
        return [.. all.GroupBy(one => (one.Channel, one.Template, one.State))
            .Select(group => new MessageCount(group.Key.Channel, group.Key.Template, group.Key.State, group.Sum(one => one.Count), group.Min(one => one.Oldest)))
            .OrderBy(one => one.Channel).ThenBy(one => one.Template, StringComparer.Ordinal).ThenBy(one => one.State)];
    }

    private static async Task<List<MessageCount>> CountAsync(StoreDb db, CancellationToken cancellationToken)
    {
        var groups = await db.Set<OutboxMessage>().Where(message => message.Channel != Channel.None && (message.SentAt == null || message.FailedAt != null))
            .GroupBy(message => new { message.Channel, message.Template, IsFailed = message.FailedAt != null, WasTried = message.LastError != null })
            .Select(group => new { group.Key, Count = group.Count(), Oldest = group.Min(message => message.CreatedAt) }).ToListAsync(cancellationToken);
        return groups.ConvertAll(group => new MessageCount(
            group.Key.Channel, group.Key.Template, group.Key.IsFailed ? MessageState.Failed : group.Key.WasTried ? MessageState.ToTryAgain : MessageState.Waiting, group.Count, group.Oldest));
    }
}
