using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>The holder gives up a change of address that still waits.</summary>
[UseCase(Effect.Modifies)]
public sealed class DropMailChange(MainDb main, AccountLinks links, TimeProvider clock)
{
    /// <summary>Gives it up; does nothing when none waits.</summary>
    public async Task RunAsync(Guid accountId, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var change = await main.Set<MailChange>().FirstOrDefaultAsync(one => one.AccountId == accountId && one.State == MailChangeState.Pending, cancellation);
        if (change?.Drop(now) == true)
        {
            await links.KillAsync(main, accountId, cancellation);
            main.Add(actor.Event("account.mail-change-dropped", now, accountId));
            await main.TrySaveAsync(cancellation);
        }
    }
}
