using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;

namespace EduConnect.Core.Activation;

/// <summary>The holder of an activated account chooses a password after the school has reset it (domain 3.6, 10.9).</summary>
/// <remarks>Every session ends (S-PW6), links of earlier mails die (S-RC1), the compromised flag goes (§16), and confirmed addresses and numbers are told. A link that reached the address of the account confirms it (§9).</remarks>
[UseCase(Effect.Modifies)]
public sealed class ChoosePasswordAfterReset(
    MainDb main, OperationalDb operational, Activations activations, AccountLinks links, Sessions sessions, SecurityNotices notices, TimeProvider clock)
{
    /// <summary>Keeps the password.</summary>
    public async Task<AccountRefusal> RunAsync(ActivationState state, Account account, string passwordHash, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        var refusal = account.ChoosePassword(passwordHash);
        if (refusal != AccountRefusal.None)
        {
            return refusal;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        main.Add(actor.Event("account.password-chosen", now, account.Id, detail: "after reset"));
        await notices.AddPasswordAsync(main, account, cancellation);
        if (state.MailIsProved && account.MailConfirmedAt is null && state.Mail is { } proved && account.ConfirmMail(proved, now) == AccountRefusal.None)
        {
            main.Add(actor.Event("account.mail-confirmed", now, account.Id));
        }

        await links.KillAsync(main, account.Id, cancellation);
        // Before as well as after: a stop in between must not leave a session that the old password opened.
        await sessions.EndAllAsync(operational, account.Id, except: null, cancellation);
        if (!await main.TrySaveAsync(cancellation))
        {
            return AccountRefusal.NothingPending;
        }

        await sessions.EndAllAsync(operational, account.Id, except: null, cancellation);
        await activations.FinishAsync(state, cancellation);
        return AccountRefusal.None;
    }
}
