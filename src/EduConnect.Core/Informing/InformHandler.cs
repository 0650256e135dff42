using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Informing;

/// <summary>
/// Informs a selection, chunk by chunk. Each chunk is one transaction: states and provisional passwords, audit events, mails, and the marks
/// by which a resumed operation knows what is done. Two agents at once: one wins each account, the other finds it informed and keeps its password.
/// </summary>
public sealed class InformHandler(IDbContextFactory<MainDb> main, AccountChunks chunks, SchoolList lists, InformChunk inform) : OperationHandler
{
    /// <inheritdoc />
    public override string Kind => InformOrder.OperationKind;

    /// <inheritdoc />
    public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(progress);
        var order = InformOrder.Read(operation.Argument);
        var job = new InformJob(
            operation.Id, operation.SchoolId!.Value, order, new Actor(operation.RequestedByKind, operation.RequestedById, RequestId: operation.Id.ToString()),
            (await lists.RowsAsync(operation.SchoolId.Value, order.Kind, order.Accounts.ToHashSet(), cancellationToken)).ToLookup(row => row.AccountId),
            await AddressAsync(operation.SchoolId.Value, order.Kind, cancellationToken));
        await chunks.WorkAsync(
            order.Accounts, stop => DoneAsync(job, stop), (accounts, stop) => inform.InformAsync(job, accounts, stop),
            (done, stop) => progress.TellAsync(done, operation.Total, stop), cancellationToken);
        return (await OutcomeAsync(job, cancellationToken)).ToJson();
    }

    private async Task<string?> AddressAsync(Guid schoolId, ListKind kind, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, schoolId, cancellationToken);
        return await ReadSchoolAddresses.ShownAsync(db, kind, cancellationToken);
    }

    private async Task<HashSet<Guid>> DoneAsync(InformJob job, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, job.SchoolId, cancellationToken);
        return [.. await db.Set<InformedAccount>().Where(informed => informed.OperationId == job.OperationId).Select(informed => informed.AccountId).ToListAsync(cancellationToken)];
    }

    private async Task<InformOutcome> OutcomeAsync(InformJob job, CancellationToken cancellationToken)
    {
        await using var db = await EstablishmentScope.OpenAsync(main, job.SchoolId, cancellationToken);
        var counts = await db.Set<InformedAccount>().Where(informed => informed.OperationId == job.OperationId)
            .GroupBy(informed => informed.By).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return new InformOutcome(
            counts.GetValueOrDefault(InformedBy.Sheet), counts.GetValueOrDefault(InformedBy.Mail), counts.GetValueOrDefault(InformedBy.NoAddress), counts.GetValueOrDefault(InformedBy.Gone),
            counts.GetValueOrDefault(InformedBy.TiesReported));
    }
}
