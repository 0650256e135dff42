using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Informing;

/// <summary>Finds the orders an agent gave for a school.</summary>
public sealed class InformOrders(IDbContextFactory<MainDb> main)
{
    private const int Recent = 5;

    /// <summary>One order; null when it is another agent's or another school's.</summary>
    public async Task<Operation?> FindAsync(EstablishmentScope scope, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await Own(db, scope).FirstOrDefaultAsync(operation => operation.Id == id, cancellationToken);
    }

    /// <summary>The last ones, newest first.</summary>
    public async Task<IReadOnlyList<Operation>> RecentAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await Own(db, scope).OrderByDescending(operation => operation.CreatedAt).Take(Recent).ToListAsync(cancellationToken);
    }

    private static IQueryable<Operation> Own(MainDb db, EstablishmentScope scope) => db.Set<Operation>().AsNoTracking()
        .Where(operation => operation.Kind == InformOrder.OperationKind && operation.RequestedById == scope.Actor.Id);
}
