using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Core.SignIn;

/// <summary>Signs a pupil or guardian in with username and password (rows #30, #31, #53, #58).</summary>
/// <remarks>
/// Main is read and never written (S-MT1). Whatever the case - unknown username, wrong password, wrong
/// profile, closed, compromised, not activated - the work is the same: one query of main, one of the counters, one
/// slow hash, one MAC, one save (S-EN2). Who gets in costs one query of main more, by key, after the save: the password may have changed while it was hashed
/// (S-PW6). A new device costs another.
/// </remarks>
[UseCase(Effect.Reads)]
public sealed class SignInWithPassword(
    MainDb main,
    OperationalDb operational,
    SignInAccounts accounts,
    PasswordHasher hasher,
    ProvisionalPasswordMac provisional,
    Throttle throttle,
    Sessions sessions,
    SignInJournal journal,
    NewDeviceMails mails,
    TimeProvider clock)
{
    /// <summary>Tries to sign in.</summary>
    /// <exception cref="HashingBusyException">too many passwords are being checked; nothing was counted</exception>
    public async Task<SignInOutcome> RunAsync(SignInAttempt attempt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var username = TypedUsername.Normalize(attempt.Username);
        using var turn = await throttle.TurnAsync(username, cancellation);
        var account = await accounts.FindAsync(main, username, cancellation);
        var attempts = await throttle.ReadAsync(operational, username, account?.Id, attempt.Device, attempt.Address, cancellation);
        if (!attempts.Verdict.MayGo)
        {
            await throttle.NoteWaitAsync(operational, attempts, cancellation);
            return new SignInOutcome.MustWait(attempts.Verdict.Wait);
        }

        var password = PasswordText.From(attempt.Password);
        var chosen = await hasher.CheckAsync(password, account?.PasswordHash, cancellation);
        var isProvisional = provisional.Matches(account?.Id ?? Guid.Empty, attempt.Password, account?.ProvisionalMac);
        var step = account?.Step(attempt.Profile, chosen, isProvisional, clock.GetUtcNow().UtcDateTime);
        if (account is null || step is null)
        {
            return await RefuseAsync(attempt, attempts, account?.Id, cancellation);
        }

        await Throttle.ForgetAsync(operational, attempts, cancellation);
        return step switch
        {
            SignInStep.ChoosePassword => new SignInOutcome.MustChoosePassword(account.Id, PrintOf(account)),
            SignInStep.ConfirmAddress => new SignInOutcome.MustConfirmAddress(account.Id, PrintOf(account)),
            _ => await EnterAsync(attempt, account, password, chosen, isKnown: attempts.DeviceKey is not null, cancellation)
                ?? await RefuseAsync(attempt, attempts, account.Id, cancellation),
        };
    }

    private static string PrintOf(SignInAccount account) => PasswordPrint.Of(account.PasswordHash, account.ProvisionalMac, account.State);

    private async Task<SignInOutcome> RefuseAsync(SignInAttempt attempt, Attempts attempts, Guid? account, CancellationToken cancellation)
    {
        journal.Refused(operational, attempt, account);
        await throttle.CountAsync(operational, attempts, cancellation);
        return new SignInOutcome.Refused();
    }

    // Null when the password was right, and is not any more.
    private async Task<SignInOutcome?> EnterAsync(SignInAttempt attempt, SignInAccount account, PasswordText password, PasswordCheck chosen, bool isKnown, CancellationToken cancellation)
    {
        // Kept for later: main is not written by sign-in, so the better hash travels in the journal (S-PW2).
        var rehashed = chosen == PasswordCheck.RightButOutdated ? await hasher.HashAsync(password, cancellation) : null;
        var kind = account.Kind == AccountKind.Pupil ? SessionKind.Pupil : SessionKind.Guardian;
        var (handle, session) = sessions.Open(operational, kind, account.Id, "pwd", attempt.IsShared, attempt.UserAgent);
        journal.SignedIn(operational, session, attempt.RequestId, attempt.Address?.ToString(), rehashed, account.PasswordHash);
        if (!isKnown && !attempt.IsShared)
        {
            await mails.AddAsync(operational, main, account, session, TypedUsername.Normalize(attempt.Username), cancellation);
        }

        await operational.SaveChangesAsync(cancellation);
        try
        {
            if (await MayStillEnterAsync(attempt.Profile, account, password, cancellation))
            {
                return new SignInOutcome.SignedIn(handle, attempt.IsShared ? null : throttle.Remember(attempt.Device, account.Id)) { AccountId = account.Id };
            }
        }
        catch (HashingBusyException)
        {
            await sessions.EndAsync(operational, session.Id, cancellation);
            throw;
        }

        await sessions.EndAsync(operational, session.Id, cancellation);
        return null;
    }

    private async Task<bool> MayStillEnterAsync(AccountKind profile, SignInAccount account, PasswordText password, CancellationToken cancellation)
    {
        while (await accounts.LookAgainAsync(main, account.Id, cancellation) is { } now)
        {
            if (now == account.Standing)
            {
                return true;
            }

            // Another hash may be of the same password: the better one that an earlier sign-in had sent on its way (S-PW2).
            var check = now.PasswordHash == account.PasswordHash ? PasswordCheck.Right : await hasher.CheckAsync(password, now.PasswordHash, cancellation);
            account = account.At(now);
            if (account.Step(profile, check, provisional: false, clock.GetUtcNow().UtcDateTime) != SignInStep.Enter)
            {
                return false;
            }
        }

        return false;
    }
}
