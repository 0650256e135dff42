using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>
/// Counts tries at codes, and arrivals from the agents' provider, before they are evaluated, in one atomic update each: any number of parallel
/// tries evaluates no more than the limit. Both come after a proof; passwords, which anybody may try, are slowed down by <see cref="SignIn.Throttling.Throttle"/>.
/// </summary>
public sealed class AgentThrottle(IDbContextFactory<OperationalDb> operational, StorageProvider provider, TimeProvider clock)
{
    /// <summary>Length of the running window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MaximumCodes = 5;
    private const int MaximumArrivals = 10;

    /// <summary>Takes one try at the code of an agent.</summary>
    public Task<bool> TakeCodeAsync(Guid agentId, CancellationToken cancellationToken) => TakeAsync(CodeKey(agentId), MaximumCodes, cancellationToken);

    /// <summary>Takes one arrival of a person of the agents' provider: whoever is refused again and again is not looked up any more.</summary>
    public Task<bool> TakeArrivalAsync(string subject, CancellationToken cancellationToken) => TakeAsync(ArrivalKey(subject), MaximumArrivals, cancellationToken);

    /// <summary>Forgets the arrivals of a person of the provider who was let in.</summary>
    public Task ForgetArrivalAsync(string subject, CancellationToken cancellationToken) => ForgetAsync([ArrivalKey(subject)], cancellationToken);

    /// <summary>Forgets the tries at codes of somebody who proved who they are.</summary>
    public Task ForgetCodesAsync(Guid agentId, CancellationToken cancellationToken) => ForgetAsync([CodeKey(agentId)], cancellationToken);

    private async Task ForgetAsync(string[] keys, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await db.Set<AgentTries>().Where(tries => keys.Contains(tries.Key)).ExecuteUpdateAsync(set => set.SetProperty(tries => tries.Count, 0), cancellationToken);
    }

    /// <summary>Marks a step as used; false when it was already.</summary>
    public async Task<bool> UseStepAsync(Guid agentId, long step, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await db.Set<UsedTotpStep>().Where(used => used.AgentId == agentId && used.Step < step - 10).ExecuteDeleteAsync(cancellationToken);
        db.Add(new UsedTotpStep { AgentId = agentId, Step = step });
        return await SavedFirstAsync(db, cancellationToken);
    }

    private async Task<bool> TakeAsync(string key, int maximum, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await db.Set<AgentTries>().AnyAsync(tries => tries.Key == key, cancellationToken))
        {
            db.Add(new AgentTries { Key = key, Since = now });
            await SavedFirstAsync(db, cancellationToken);
        }

        var before = now - Window;
        var row = db.Set<AgentTries>().Where(tries => tries.Key == key);
        await row.Where(tries => tries.Since <= before).ExecuteUpdateAsync(set => set.SetProperty(tries => tries.Since, now).SetProperty(tries => tries.Count, 0), cancellationToken);
        return await row.Where(tries => tries.Count < maximum).ExecuteUpdateAsync(set => set.SetProperty(tries => tries.Count, tries => tries.Count + 1), cancellationToken) == 1;
    }

    private async Task<bool> SavedFirstAsync(OperationalDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException failure) when (provider.IsUniqueViolation(failure))
        {
            return false;
        }
    }

    private static string ArrivalKey(string subject) => "arrival:" + Hash(subject);

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string CodeKey(Guid agentId) => "code:" + agentId.ToString("N");
}
