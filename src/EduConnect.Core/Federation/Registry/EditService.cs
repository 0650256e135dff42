using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Registry;

/// <summary>What became of a change.</summary>
/// <param name="Reasons">why it was refused, in English; empty when it was not</param>
/// <param name="Changed">what is different now, in the words of the command line; empty when it was so already</param>
/// <param name="Secret">the secret drawn for a service that had none and needs one now, shown once; null otherwise</param>
public sealed record ServiceEdited(IReadOnlyList<string> Reasons, IReadOnlyList<string> Changed, string? Secret = null);

/// <summary>Changes the contract of a service: opens or closes it, other addresses, claims, proofs. Its secret, its notices and what it knows people by stay. Running servers follow within <see cref="ServiceDirectory.Freshness"/>.</summary>
[UseCase(Effect.Modifies)]
public sealed class EditService(MainDb main, IRandomSource random, TimeProvider clock)
{
    /// <summary>Changes what is said and nothing else; null when there is no such service.</summary>
    public async Task<ServiceEdited?> RunAsync(string clientId, ServiceChange change, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(actor);
        if (await main.Set<Service>().Include(service => service.Saml).SingleOrDefaultAsync(service => service.ClientId == clientId, cancellation) is not { } found)
        {
            return null;
        }

        if (Apply(found, change) is { Count: > 0 } reasons)
        {
            main.ChangeTracker.Clear();
            return new(reasons, []);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var secret = SettleSecret(found, now);
        var changed = ServiceMembers.Changed(main, found);
        if (changed.Count > 0)
        {
            main.Add(actor.Event("service.changed", now, detail: $"{clientId}: {string.Join(", ", changed)}"));
            await main.SaveChangesAsync(cancellation);
        }

        return new([], changed, secret);
    }

    /// <summary>The reasons of a refusal. What a contract already broke before hinders nothing: a service must be closable whatever its contract says.</summary>
    private static List<string> Apply(Service service, ServiceChange change)
    {
        if (Refusals(service, change).ToList() is { Count: > 0 } refusals)
        {
            return refusals;
        }

        var former = ContractRules.Breaches(service);
        change.ApplyTo(service);
        return [.. ContractRules.Breaches(service).Except(former, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Refusals(Service service, ServiceChange change)
    {
        if (change.Sector is { } sector && sector != service.Sector && !change.ChangesSubjects)
        {
            yield return $"In another sector everybody is a stranger to '{service.ClientId}': sub, FrEduCtId and persistent NameIDs change. If that is meant, say --change-subjects as well.";
        }

        if (change.Saml is not null && service.Saml is null)
        {
            yield return $"'{service.ClientId}' does not speak SAML.";
        }

        if (service.RedirectUris.Count == 0 && change is { RedirectUris.Count: > 0, Authentication: null })
        {
            yield return $"'{service.ClientId}' speaks SAML only so far: say how it authenticates in OpenID Connect, with --auth.";
        }
    }

    /// <summary>A secret for whoever needs one and has none; none is kept for whoever proves itself otherwise.</summary>
    private string? SettleSecret(Service service, DateTime now)
    {
        if (!ClientSecret.IsUsedBy(service))
        {
            (service.SecretHash, service.PreviousSecretHash, service.PreviousSecretUntil) = (null, null, null);
            return null;
        }

        if (service.SecretHash is not null)
        {
            return null;
        }

        var secret = random.NewHandle();
        ClientSecret.Rotate(service, secret, now);
        return secret;
    }
}
