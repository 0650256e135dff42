using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Core.Activation;

/// <summary>While an activation waits for its address: sends the mail again, or to a corrected address (domain 5.2).</summary>
[UseCase(Effect.Modifies)]
public sealed class SendConfirmationAgain(MainDb main, ConfirmationMails confirmations, TimeProvider clock)
{
    /// <summary>Sends.</summary>
    /// <param name="account">the account, tracked</param>
    /// <param name="correctedMail">another address; null keeps the one given</param>
    /// <param name="actor">the holder</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<AccountRefusal> RunAsync(Account account, string? correctedMail, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        var mail = correctedMail ?? account.Mail ?? throw new InvalidOperationException("An account being activated has an address.");
        var refusal = account.CorrectAddress(mail);
        if (refusal != AccountRefusal.None)
        {
            return refusal;
        }

        await confirmations.AddAsync(main, account, mail, cancellation);
        main.Add(actor.Event(correctedMail is null ? "account.confirmation-sent-again" : "account.mail-corrected", clock.GetUtcNow().UtcDateTime, account.Id));
        return await main.TrySaveAsync(cancellation) ? AccountRefusal.None : AccountRefusal.NothingPending;
    }
}
