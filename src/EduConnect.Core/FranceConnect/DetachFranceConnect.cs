using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>How a wish to detach ends.</summary>
public enum DetachOutcome
{
    /// <summary>Detached.</summary>
    Detached,

    /// <summary>Nothing was attached.</summary>
    NothingAttached,

    /// <summary>A password has to be chosen first, or nothing would open the account any more (domain 5.4).</summary>
    PasswordFirst,
}

/// <summary>A signed-in guardian detaches the FranceConnect identity (domain 5.4); confirmed addresses are told (S-RC6).</summary>
[UseCase(Effect.Modifies)]
public sealed class DetachFranceConnect(MainDb main, FranceConnectOptions options, SecurityNotices notices, TimeProvider clock)
{
    /// <summary>Audit code.</summary>
    public const string DetachedCode = "franceconnect.detached";

    private const string Template = "franceconnect-detached";

    /// <summary>Detaches.</summary>
    public async Task<DetachOutcome> RunAsync(Guid accountId, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var environment = options.Issuer;
        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        if (await main.Set<FranceConnectIdentity>().FirstOrDefaultAsync(one => one.AccountId == accountId && one.Environment == environment, cancellation) is not { } identity)
        {
            return DetachOutcome.NothingAttached;
        }

        if (!account.HasChosenPassword)
        {
            return DetachOutcome.PasswordFirst;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        main.Remove(identity);
        main.Add(actor.Event(DetachedCode, now, accountId));
        await notices.AddAsync(main, account, Template, now, cancellation);
        try
        {
            await main.SaveChangesAsync(cancellation);
            return DetachOutcome.Detached;
        }
        catch (DbUpdateConcurrencyException)
        {
            main.ChangeTracker.Clear();
            return DetachOutcome.NothingAttached;
        }
    }
}
