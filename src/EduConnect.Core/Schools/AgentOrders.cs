using EduConnect.Core.Agents;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools;

/// <summary>Finds the orders an agent gave for a school; in Dépannage, those about pupils only.</summary>
public sealed class AgentOrders(IDbContextFactory<MainDb> main)
{
    private const int Recent = 5;
    private static readonly string[] Kinds = [InformOrder.OperationKind, ResetOrder.OperationKind];

    /// <summary>One order of a kind; null when it is another agent's or another school's.</summary>
    public async Task<Operation?> FindAsync(EstablishmentScope scope, string kind, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var found = await Own(db, scope).FirstOrDefaultAsync(operation => operation.Id == id && operation.Kind == kind, cancellationToken);
        return found is not null && MaySee(scope, found) ? found : null;
    }

    /// <summary>The last ones of every kind, newest first; resets that were done at once are no work in progress.</summary>
    public async Task<IReadOnlyList<Operation>> RecentAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var recent = await Own(db, scope).Where(operation => operation.Kind != ResetOrder.OperationKind || operation.Total > RequestReset.AtOnce)
            .OrderByDescending(operation => operation.CreatedAt).Take(Recent).ToListAsync(cancellationToken);
        return recent.FindAll(operation => MaySee(scope, operation));
    }

    private static bool MaySee(EstablishmentScope scope, Operation operation) =>
        scope.Module != AgentModule.PupilSupport
        || (operation.Kind == InformOrder.OperationKind ? InformOrder.Read(operation.Argument).Kind : ResetOrder.Read(operation.Argument).Kind) == ListKind.Pupils;

    private static IQueryable<Operation> Own(MainDb db, EstablishmentScope scope) => db.Set<Operation>().AsNoTracking()
        .Where(operation => Kinds.Contains(operation.Kind) && operation.RequestedById == scope.Actor.Id);
}
