using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn.AccessCodes;

/// <summary>Signs a pupil in with the code that an agent gave (domain §11). The password stays as it is.</summary>
/// <remarks>
/// Slowed down like passwords (S-TN8), with counters of its own: a pupil who comes here has usually used up the tries of the password, and whoever
/// plays with somebody's username here must not make the password wait. Nobody with that username, no code, a wrong one, an account that is not
/// activated or compromised: the same answer after the same statements (S-EN2). Main is never written (S-MT1).
/// </remarks>
[UseCase(Effect.Reads)]
public sealed class SignInWithAccessCode(
    MainDb main, OperationalDb operational, SignInAccounts accounts, AccessCodeStore codes, AccessCodeOptions options, Throttle throttle, Sessions sessions, SignInJournal journal, OutboxWriter outbox)
{
    /// <summary>What <see cref="Session.Methods"/> holds after such a sign-in (RFC 8176).</summary>
    public const string Method = "otp";

    /// <summary>Code of a refused code.</summary>
    public const string RefusedCode = "signin.access-code-refused";

    private const string Template = "access-code-used";

    /// <summary>Whether a session was opened so. It proves that an agent stood beside the pupil, not that the pupil knows the password: it changes no contact.</summary>
    public static bool Opened(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Methods == Method;
    }

    /// <summary>Tries to sign in; <see cref="SignInAttempt.Password"/> is the code as typed.</summary>
    /// <remarks>The computer counts as shared whatever the pupil owns: the device is not remembered, and a known one has no tries of its own here.</remarks>
    public async Task<SignInOutcome> RunAsync(SignInAttempt attempt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var username = TypedUsername.Normalize(attempt.Username);
        var counted = AttemptKeys.AccessCodeOf(username);
        using var turn = await throttle.TurnAsync(counted, cancellation);
        var account = await accounts.FindAsync(main, username, cancellation);
        var attempts = await throttle.ReadAsync(operational, counted, account?.Id, null, attempt.Address, cancellation);
        if (!attempts.Verdict.MayGo)
        {
            await throttle.NoteWaitAsync(operational, attempts, cancellation);
            return new SignInOutcome.MustWait(attempts.Verdict.Wait);
        }

        var code = await codes.MatchAsync(operational, account?.Id, attempt.Password, cancellation);
        var handle = account is not null && code is not null && MayEnter(account) ? await EnterAsync(attempt, account, code, cancellation) : null;
        if (handle is null)
        {
            operational.ChangeTracker.Clear();
            journal.Note(operational, RefusedCode, account?.Id, attempt.RequestId, attempt.Address?.ToString());
            await throttle.CountAsync(operational, attempts, cancellation);
            return new SignInOutcome.Refused();
        }

        await Throttle.ForgetAsync(operational, attempts, cancellation);
        return new SignInOutcome.SignedIn(handle, null) { AccountId = account!.Id };
    }

    // Asked before and after the session is opened: the account may have been compromised or closed since the code was given, or this very moment.
    private static bool MayEnter(SignInAccount account) =>
        account is { Kind: AccountKind.Pupil, ClosedAt: null } && GiveAccessCode.Judge(account.State, account.IsCompromised) == AccessCodeOutcome.Given;

    private async Task<string?> EnterAsync(SignInAttempt attempt, SignInAccount account, AccessCode code, CancellationToken cancellation)
    {
        await using var change = await operational.Database.BeginTransactionAsync(cancellation);
        if (!await codes.UseAsync(operational, code, cancellation))
        {
            return null;
        }

        var (handle, session) = sessions.Open(operational, SessionKind.Pupil, account.Id, Method, isShared: true, attempt.UserAgent);
        var until = session.AuthenticatedAt + options.Session;
        session.ExpiresAt = until < session.ExpiresAt ? until : session.ExpiresAt;
        journal.SignedInByAccessCode(operational, session, attempt, AgentJournal.Facts(null, code.SchoolId, $"code given by agent {code.AgentId}"));
        await TellAsync(account.Id, code, session.AuthenticatedAt, cancellation);
        await operational.SaveChangesAsync(cancellation);
        await change.CommitAsync(cancellation);
        if (await accounts.LookAgainAsync(main, account.Id, cancellation) is { } now && MayEnter(account.At(now)))
        {
            return handle;
        }

        await sessions.EndAsync(operational, session.Id, cancellation);
        return null;
    }

    // The mail waits in the operational store: it leaves during maintenance too, and this sign-in writes nothing else.
    private async Task TellAsync(Guid id, AccessCode code, DateTime now, CancellationToken cancellation)
    {
        var account = await main.Set<Account>().AsNoTracking().Where(one => one.Id == id)
            .Select(one => new { one.Username, one.Mail, one.MailConfirmedAt, one.MailInError }).FirstAsync(cancellation);
        if (account is { Mail: { } mail, MailConfirmedAt: not null, MailInError: false })
        {
            outbox.Mail(operational, mail, Template, new Dictionary<string, string>
            {
                ["Username"] = account.Username,
                ["Date"] = ParisTime.OnPaper(now),
                ["Time"] = ParisTime.Clock(now),
                ["Agent"] = code.AgentName,
                ["School"] = code.SchoolName,
            }, id);
        }
    }
}
