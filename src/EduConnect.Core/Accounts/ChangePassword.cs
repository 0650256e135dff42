using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Accounts;

/// <summary>The holder changes the password (row #93), having typed the present one; every other session ends (S-PW6) and old links die (S-RC1).</summary>
[UseCase(Effect.Modifies)]
public sealed class ChangePassword(MainDb main, OperationalDb operational, AccountLinks links, Sessions sessions, SecurityNotices notices, TimeProvider clock)
{
    /// <summary>Keeps the password.</summary>
    /// <param name="accountId">the holder's account</param>
    /// <param name="session">the session that goes on</param>
    /// <param name="passwordHash">of the new password</param>
    /// <param name="actor">the holder</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<AccountRefusal> RunAsync(Guid accountId, Guid session, string passwordHash, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        var refusal = account.ChoosePassword(passwordHash);
        if (refusal != AccountRefusal.None)
        {
            return refusal;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await links.KillAsync(main, accountId, cancellation);
        main.Add(actor.Event("account.password-changed", now, accountId));
        await notices.AddPasswordAsync(main, account, cancellation);
        // Before as well as after: a stop in between must not leave a session that the old password opened.
        await sessions.EndAllAsync(operational, accountId, session, cancellation);
        if (!await main.TrySaveAsync(cancellation))
        {
            return AccountRefusal.NothingPending;
        }

        await sessions.EndAllAsync(operational, accountId, session, cancellation);
        return AccountRefusal.None;
    }
}
