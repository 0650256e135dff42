using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Resetting;

/// <summary>
/// Resets a large selection, chunk by chunk. Each chunk is one transaction: passwords, audit events, and the marks by which a resumed
/// operation knows what is done.
/// </summary>
public sealed class ResetHandler(IDbContextFactory<MainDb> main, AccountChunks chunks, SchoolList lists, ResetChunk reset) : OperationHandler
{
    /// <inheritdoc />
    public override string Kind => ResetOrder.OperationKind;

    /// <inheritdoc />
    public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(progress);
        var order = ResetOrder.Read(operation.Argument);
        var school = operation.SchoolId!.Value;
        var present = await lists.RowsAsync(school, order.Kind, order.Accounts.ToHashSet(), cancellationToken);
        var job = new ResetJob(
            operation.Id, school, new Actor(operation.RequestedByKind, operation.RequestedById, RequestId: operation.Id.ToString()),
            present.Select(row => row.AccountId).ToHashSet(), order.InformsFirst);
        await chunks.WorkAsync(order.Accounts, DoneAsync, ResetAsync, (done, stop) => progress.TellAsync(done, operation.Total, stop), cancellationToken);
        await using var db = await EstablishmentScope.OpenAsync(main, school, cancellationToken);
        return ResetOutcome.Of(await db.Set<ResetAccount>().Where(account => account.OperationId == operation.Id).Select(account => account.Result).ToListAsync(cancellationToken)).ToJson();

        async Task<HashSet<Guid>> DoneAsync(CancellationToken stop)
        {
            await using var read = await EstablishmentScope.OpenAsync(main, school, stop);
            return [.. await read.Set<ResetAccount>().Where(account => account.OperationId == operation.Id).Select(account => account.AccountId).ToListAsync(stop)];
        }

        async Task ResetAsync(IReadOnlyList<Guid> accounts, CancellationToken stop)
        {
            await using var write = await EstablishmentScope.OpenAsync(main, school, stop);
            await reset.ResetAsync(write, job, accounts, null, stop);
        }
    }
}
