using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>Step <c>deadlines</c>: provisional passwords nobody used and activations nobody finished go after three months (domain §9, S-GD1).</summary>
[UseCase(Effect.Modifies)]
public sealed class ExpireAccounts(IDbContextFactory<MainDb> main, Deadlines deadlines, TimeProvider clock) : NightStep
{
    /// <summary>Audit code of a provisional password that went.</summary>
    public const string ProvisionalCode = "account.provisional-expired";

    /// <summary>Audit code of an activation that went.</summary>
    public const string ActivationCode = "account.activation-expired";

    private const int ChunkSize = 500;

    /// <inheritdoc />
    public override string Name => "deadlines";

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        var (passwords, activations) = (0, 0);
        foreach (var chunk in (await DueAsync(cancellationToken)).Chunk(ChunkSize))
        {
            var done = await ExpireAsync(chunk, cancellationToken);
            (passwords, activations) = (passwords + done.Passwords, activations + done.Activations);
        }

        return new Dictionary<string, int> { ["passwords"] = passwords, ["activations"] = activations };
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var begun = now - deadlines.Activating;
        return await db.Set<Account>().Where(account => account.ClosedAt == null
                && ((account.ProvisionalMac != null && account.ProvisionalExpiresAt <= now) || (account.State == AccountState.Activating && account.ActivationBegunAt <= begun)))
            .OrderBy(account => account.Id).Select(account => account.Id).ToListAsync(cancellationToken);
    }

    private async Task<(int Passwords, int Activations)> ExpireAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var (passwords, activations) = (0, 0);
        foreach (var account in await db.Set<Account>().Where(account => ids.Contains(account.Id)).ToListAsync(cancellationToken))
        {
            while (LifeCycle.Due(account, now, deadlines) is { } verb)
            {
                var isPassword = verb == AccountVerb.ExpireProvisional;
                if ((isPassword ? account.ExpireProvisional(now) : account.ExpireActivation(now, deadlines.Activating)) != AccountRefusal.None)
                {
                    break;
                }

                db.Add(Actor.Service.Event(isPassword ? ProvisionalCode : ActivationCode, now, account.Id));
                (passwords, activations) = isPassword ? (passwords + 1, activations) : (passwords, activations + 1);
            }
        }

        // Somebody of them is just signing in or being informed: nothing of this chunk is changed, the next night looks again.
        return await db.TrySaveAsync(cancellationToken) ? (passwords, activations) : (0, 0);
    }
}
