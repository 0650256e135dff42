using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Core.SignIn;

/// <summary>Signs in somebody who has just proved who they are by activating or by choosing a new password.</summary>
[UseCase(Effect.Reads)]
public sealed class EnterAfterActivation(MainDb main, OperationalDb operational, SignInAccounts accounts, Sessions sessions, SignInJournal journal, Throttle throttle)
{
    /// <summary>Opens the session.</summary>
    /// <param name="account">the account as it was saved</param>
    /// <param name="device">the browser, when it signed in before</param>
    /// <param name="isShared">must not outlive the browser</param>
    /// <param name="actor">who acts</param>
    /// <param name="cancellation">ends the wait</param>
    /// <param name="methods">how they proved who they are, as RFC 8176 values</param>
    /// <param name="userAgent">what the browser says of itself, to name it in the list of sessions</param>
    /// <returns>the session; null when the account was reset, closed or marked as compromised since it was saved (S-PW6)</returns>
    public async Task<SignInOutcome.SignedIn?> RunAsync(
        Account account, KnownDevice? device, bool isShared, Actor actor, CancellationToken cancellation, string methods = "pwd", string? userAgent = null)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        var kind = account.Kind == AccountKind.Pupil ? SessionKind.Pupil : SessionKind.Guardian;
        var (handle, session) = sessions.Open(operational, kind, account.Id, methods, isShared, userAgent);
        journal.SignedIn(operational, session, actor.RequestId, actor.Network);
        await operational.SaveChangesAsync(cancellation);
        if (await accounts.LookAgainAsync(main, account.Id, cancellation) != AccountStanding.Of(account))
        {
            await sessions.EndAsync(operational, session.Id, cancellation);
            return null;
        }

        return new SignInOutcome.SignedIn(handle, isShared ? null : throttle.Remember(device, account.Id)) { AccountId = account.Id };
    }
}
