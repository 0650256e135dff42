using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Resetting;

/// <summary>
/// An agent resets the passwords of a selection (rows #154, #195). A few are reset at once, in the transaction that keeps the order; more go to the worker.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class RequestReset(IDbContextFactory<MainDb> main, StorageProvider provider, SchoolList lists, ResetChunk reset, TimeProvider clock)
{
    /// <summary>Accounts up to which nobody waits for the worker.</summary>
    public const int AtOnce = 50;

    private const int Tries = 10;

    /// <summary>Carries the order out, under an identifier drawn when the page was shown: sent twice, it is done once.</summary>
    /// <returns>the operation, done or on its way to the worker; null when somebody selected is not in this list, or the identifier is another order's: nothing was done</returns>
    public async Task<Operation?> RunAsync(EstablishmentScope scope, Guid orderId, ResetOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(order);
        var accounts = order.Accounts.Distinct().ToList();
        var present = (await lists.RowsAsync(scope.School.Id, order.Kind, accounts.ToHashSet(), cancellationToken)).Select(row => row.AccountId).ToHashSet();
        if (accounts.Count == 0 || present.Count != accounts.Count)
        {
            return null; // One foreign account refuses the whole (S-TN4).
        }

        for (var attempt = 1; ; attempt++)
        {
            if (await KnownAsync(orderId, cancellationToken) is { } known)
            {
                var isOwn = known.RequestedById == scope.Actor.Id && known.Kind == ResetOrder.OperationKind && known.SchoolId == scope.School.Id;
                return isOwn ? known : null;
            }

            try
            {
                await using var db = await scope.OpenAsync(main, cancellationToken);
                return await SaveAsync(db, scope, orderId, order with { Accounts = accounts }, present, cancellationToken);
            }
            catch (DbUpdateException race) when (attempt < Tries && provider.IsRace(race))
            {
                // Its holder did something meanwhile, or the order was sent twice: all of it is looked at again.
            }
        }
    }

    // Looked for in all schools: an identifier taken elsewhere must be refused, not tried again.
    private async Task<Operation?> KnownAsync(Guid orderId, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<Operation>().AsNoTracking().FirstOrDefaultAsync(operation => operation.Id == orderId, cancellationToken);
    }

    private async Task<Operation> SaveAsync(MainDb db, EstablishmentScope scope, Guid orderId, ResetOrder order, HashSet<Guid> present, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var operation = new Operation
        {
            Id = orderId,
            Kind = ResetOrder.OperationKind,
            Argument = order.ToJson(),
            RequestedByKind = scope.Actor.Kind,
            RequestedById = scope.Actor.Id,
            SchoolId = scope.School.Id,
            CreatedAt = now,
            Total = order.Accounts.Count,
        };
        db.Add(operation);
        db.Add(scope.Actor.Event("reset.ordered", now, schoolId: scope.School.Id, detail: $"{order.Kind}, {order.Accounts.Count} accounts, operation {orderId}"));
        if (order.Accounts.Count > AtOnce)
        {
            await db.SaveChangesAsync(cancellationToken);
            return operation;
        }

        await reset.ResetAsync(db, new ResetJob(orderId, scope.School.Id, scope.Actor, present, order.InformsFirst), order.Accounts, results =>
        {
            (operation.State, operation.Outcome) = (OperationState.Done, ResetOutcome.Of(results).ToJson());
            (operation.Done, operation.EndedAt) = (operation.Total, now);
        }, cancellationToken);
        return operation;
    }
}
