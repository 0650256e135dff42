using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Core.SignIn;

/// <summary>Whether the holder of a session has shown once more who they are.</summary>
/// <param name="IsRight">they have</param>
/// <param name="Wait">until the next try, when too many failed</param>
public sealed record Proof(bool IsRight, TimeSpan? Wait = null);

/// <summary>Asks the holder of a session for the password once more, before contacts or the password change (S-RC6).</summary>
/// <remarks>Guessing it here is slowed down like at sign-in, with the same counters.</remarks>
public sealed class PasswordProof(OperationalDb operational, PasswordHasher hasher, Throttle throttle, SignInJournal journal, TimeProvider clock)
{
    /// <summary>Code of a refused proof.</summary>
    public const string RefusedCode = "account.proof-refused";

    /// <summary>How old a sign-in may be to stand for the password of an account that has none.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>Whether this sign-in is fresh enough to change contacts without a password; one by an access code never is.</summary>
    public bool IsFresh(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return !SignInWithAccessCode.Opened(session) && clock.GetUtcNow().UtcDateTime - session.AuthenticatedAt <= Fresh;
    }

    /// <summary>Checks <paramref name="typed"/> against the account's chosen password.</summary>
    public async Task<Proof> CheckAsync(Account account, string? typed, KnownDevice? device, IPAddress? address, string requestId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var turn = await throttle.TurnAsync(account.Username, cancellation);
        var attempts = await throttle.ReadAsync(operational, account.Username, account.Id, device, address, cancellation);
        if (!attempts.Verdict.MayGo)
        {
            await throttle.NoteWaitAsync(operational, attempts, cancellation);
            return new Proof(false, attempts.Verdict.Wait);
        }

        if (await hasher.CheckAsync(PasswordText.From(typed), account.PasswordHash, cancellation) == PasswordCheck.Wrong)
        {
            journal.Note(operational, RefusedCode, account.Id, requestId, address?.ToString());
            await throttle.CountAsync(operational, attempts, cancellation);
            return new Proof(false);
        }

        await Throttle.ForgetAsync(operational, attempts, cancellation);
        return new Proof(true);
    }
}
