using System.Text.Json;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators.Messages;

/// <summary>
/// An operator puts messages back into the outbox they are in, as if they were new: what was down works again. Messages and trail are one transaction in
/// each of the two stores. Asked twice, nothing is left to put back the second time.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class RequeueMessages(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, ReadOnlyMode readOnly, TimeProvider clock, IRandomSource random)
{
    /// <summary>Code of the event.</summary>
    public const string RequeuedCode = "messages.requeued";

    /// <summary>Puts back.</summary>
    /// <param name="ids">which, at most a page of them; null for all that were given up</param>
    /// <param name="actor">the operator</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>how many were put back</returns>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<int> RunAsync(IReadOnlyCollection<Guid>? ids, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        readOnly.EnsureWritable();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var mainDb = await main.CreateDbContextAsync(cancellationToken);
        var ofMain = await RequeueAsync(
            mainDb, ids, now, count => mainDb.Add(actor.Event(RequeuedCode, now, detail: Facts(actor, ids, count))), cancellationToken);
        await using var operationalDb = await operational.CreateDbContextAsync(cancellationToken);
        return ofMain + await RequeueAsync(operationalDb, ids, now, count => operationalDb.Add(Entry(actor, now, Facts(actor, ids, count))), cancellationToken);
    }

    private static async Task<int> RequeueAsync(StoreDb db, IReadOnlyCollection<Guid>? ids, DateTime now, Action<int> note, CancellationToken cancellationToken)
    {
        var asked = ids is null ? db.Set<OutboxMessage>().Where(RequeueRules.IsFailed) : db.Set<OutboxMessage>().Where(RequeueRules.IsListed).Where(message => ids.Contains(message.Id));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var count = await asked.Where(RequeueRules.MayRequeue(now)).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.FailedAt, (DateTime?)null).SetProperty(m => m.SentAt, (DateTime?)null).SetProperty(m => m.DueAt, now).SetProperty(m => m.Attempts, 0)
                .SetProperty(m => m.Report, DeliveryReport.None).SetProperty(m => m.ReportedAt, (DateTime?)null).SetProperty(m => m.LastError, (string?)null),
            cancellationToken);
        if (count > 0)
        {
            note(count);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return count;
    }

    private static string Facts(Actor actor, IReadOnlyCollection<Guid>? ids, int count) => JsonSerializer.Serialize(new { @operator = actor.Id, count, messages = ids ?? [] });

    private JournalEntry Entry(Actor actor, DateTime now, string facts) => new() { Id = random.NewId(), At = now, Code = RequeuedCode, Detail = facts, RequestId = actor.RequestId, Network = actor.Network };
}
