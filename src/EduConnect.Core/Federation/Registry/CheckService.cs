using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Registry;

/// <summary>Says whether a contract could be entered, and enters nothing.</summary>
[UseCase(Effect.Reads)]
public sealed class CheckService(MainDb main)
{
    /// <summary>The reasons why not, in English; empty when it could.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(Service contract, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return await BreachesAsync(main, contract, cancellation) is { Count: > 0 } breaches ? breaches
            : await TakenAsync(main, contract, cancellation);
    }

    /// <summary>What another service has already: the identifier, or the entityID of the metadata, which names one service alone.</summary>
    internal static async Task<IReadOnlyList<string>> TakenAsync(MainDb main, Service contract, CancellationToken cancellation)
    {
        if (await main.Set<Service>().AnyAsync(service => service.ClientId == contract.ClientId, cancellation))
        {
            return [$"A service '{contract.ClientId}' exists already."];
        }

        var entity = contract.Saml?.EntityId;
        var owner = entity is null ? null : await main.Set<Service>().Where(service => service.Saml!.EntityId == entity).Select(service => service.ClientId).FirstOrDefaultAsync(cancellation);
        return owner is null ? [] : [$"The service '{owner}' has the entityID '{entity}' already: change its metadata with service saml-metadata, or take metadata with another entityID."];
    }

    /// <summary>What the contract says wrongly by itself, or about the schools of the directory.</summary>
    internal static async Task<IReadOnlyList<string>> BreachesAsync(MainDb main, Service contract, CancellationToken cancellation) =>
        ContractRules.Breaches(contract) is { Count: > 0 } breaches ? breaches : await ReceptionSchools.BreachesAsync(main, contract, cancellation);
}
