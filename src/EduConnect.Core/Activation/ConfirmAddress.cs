using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation;

/// <summary>The button behind the link of a confirmation mail (row #57): the address is confirmed, a guardian's activation ends.</summary>
[UseCase(Effect.Modifies)]
public sealed class ConfirmAddress(MainDb main, AccountLinks links, TimeProvider clock)
{
    /// <summary>Confirms.</summary>
    /// <returns>the account; null when the link does not work any more</returns>
    public async Task<Account?> RunAsync(string? token, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await links.FindAsync(main, LinkPurpose.ConfirmMail, token, cancellation) is not { } link
            || await main.Set<Account>().FirstOrDefaultAsync(one => one.Id == link.AccountId, cancellation) is not { } account)
        {
            return null;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var wasActivated = account.State == AccountState.Activated;
        if (account.ConfirmMail(link.Mail, now) != AccountRefusal.None)
        {
            return null;
        }

        link.UsedAt = now;
        var holder = actor with { Id = account.Id.ToString() };
        main.Add(holder.Event("account.mail-confirmed", now, account.Id));
        if (!wasActivated)
        {
            main.Add(holder.Event("account.activated", now, account.Id, detail: "mode School"));
        }

        return await main.TrySaveAsync(cancellation) ? account : null;
    }
}
