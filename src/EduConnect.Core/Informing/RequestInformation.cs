using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Informing;

/// <summary>An agent orders the information of a selection: a row for the worker, and the audit event with it.</summary>
[UseCase(Effect.Modifies)]
public sealed class RequestInformation(IDbContextFactory<MainDb> main, StorageProvider provider, TimeProvider clock)
{
    /// <summary>Enqueues the order under an identifier drawn when the page was shown: sent twice, it is done once.</summary>
    /// <returns>false when the identifier belongs to somebody else's order</returns>
    public async Task<bool> RunAsync(EstablishmentScope scope, Guid orderId, InformOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(order);
        if (!order.IsPossible)
        {
            throw new ArgumentException("These parts do not go together.", nameof(order));
        }

        await using var db = await scope.OpenAsync(main, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new Operation
        {
            Id = orderId,
            Kind = InformOrder.OperationKind,
            Argument = order.ToJson(),
            RequestedByKind = scope.Actor.Kind,
            RequestedById = scope.Actor.Id,
            SchoolId = scope.School.Id,
            CreatedAt = now,
            Total = order.Accounts.Count,
        });
        db.Add(scope.Actor.Event("inform.ordered", now, schoolId: scope.School.Id, detail: $"{order.Kind}, {order.Way}, reset {order.WithReset}, {order.Accounts.Count} accounts, operation {orderId}"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException failure) when (provider.IsUniqueViolation(failure))
        {
            db.ChangeTracker.Clear();
            return await db.Set<Operation>().AnyAsync(
                operation => operation.Id == orderId && operation.RequestedById == scope.Actor.Id && operation.Kind == InformOrder.OperationKind, cancellationToken);
        }
    }
}
