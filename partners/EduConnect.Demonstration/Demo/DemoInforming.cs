using EduConnect.Core.Agents;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>Informs accounts as the agent does: an order, carried out by the worker of this very server.</summary>
internal static class DemoInforming
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="DemoRefusedException">The order failed or took too long.</exception>
    public static async Task InformAsync(
        IServiceProvider services, string agentUsername, School school, ListKind kind, InformWay way, IReadOnlyList<Guid> accounts, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var agent = await main.Set<Agent>().AsNoTracking().SingleAsync(one => one.Username == agentUsername, cancellation);
        var order = new InformOrder(kind, way, PerPage: 1, WithReset: false, agent.DisplayName, accounts);
        var id = scope.ServiceProvider.GetRequiredService<IRandomSource>().NewId();
        var establishment = new EstablishmentScope(new SignedInAgent(Guid.Empty, agent, []), school, new Actor(ActorKind.Agent, agent.Id.ToString()));
        await scope.ServiceProvider.GetRequiredService<RequestInformation>().RunAsync(establishment, id, order, cancellation);
        await WaitAsync(main, id, cancellation);
    }

    private static async Task WaitAsync(MainDb main, Guid id, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (true)
        {
            var operation = await main.Set<Operation>().AsNoTracking().SingleAsync(one => one.Id == id, patience.Token);
            if (operation.State == OperationState.Done)
                return;
            if (operation.State == OperationState.Failed)
                throw new DemoRefusedException($"accounts could not be informed ({operation.Error})");
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }
}
