using System.Net;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Grouping;

/// <summary>One try to name the other account.</summary>
/// <param name="Session">the session of the account that stays</param>
/// <param name="Username">as typed</param>
/// <param name="Password">as typed: provisional, or the other account's own</param>
/// <param name="Device">the browser, when it signed in before</param>
/// <param name="Address">where it comes from</param>
/// <param name="RequestId">for the journal</param>
public sealed record GroupingAttempt(Session Session, string? Username, string? Password, KnownDevice? Device, IPAddress? Address, string RequestId);

/// <summary>How a try to name the other account ended.</summary>
/// <param name="Result">what it is</param>
/// <param name="Wait">until the next try, for <see cref="GroupingResult.MustWait"/></param>
public sealed record GroupingFinding(GroupingResult Result, TimeSpan? Wait = null);

/// <summary>Kinds of <see cref="GroupingFinding"/>.</summary>
public enum GroupingResult
{
    /// <summary>The other account is proved; its holder has to confirm.</summary>
    Found,

    /// <summary>Wrong username or password, or an account that cannot be used: one answer for all.</summary>
    Refused,

    /// <summary>Too many failures: nothing was checked.</summary>
    MustWait,

    /// <summary>It is the account signed in.</summary>
    Own,

    /// <summary>Family name or first name differ (row #102).</summary>
    NamesDiffer,
}

/// <summary>First page of a grouping (rows #101, #103): username and password of the other account.</summary>
/// <remarks>
/// Checks another account's password, so it takes the same turn, the same counters, the same slow hash and the same MAC as
/// sign-in, whatever the case (S-MG1): whoever guesses here is slowed down there too.
/// </remarks>
[UseCase(Effect.Reads)]
public sealed class FindOtherAccount(
    MainDb main, OperationalDb operational, SignInAccounts accounts, PasswordHasher hasher, ProvisionalPasswordMac provisional, Throttle throttle,
    SignInJournal journal, PendingSteps steps, TimeProvider clock)
{
    /// <summary>Code of a refused try.</summary>
    public const string RefusedCode = "grouping.refused";

    /// <summary>Tries.</summary>
    /// <exception cref="HashingBusyException">too many passwords are being checked; nothing was counted</exception>
    public async Task<GroupingFinding> RunAsync(GroupingAttempt attempt, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var username = TypedUsername.Normalize(attempt.Username);
        using var turn = await throttle.TurnAsync(username, cancellation);
        var other = await accounts.FindAsync(main, username, cancellation);
        if (other?.Id == attempt.Session.HolderId)
        {
            return new GroupingFinding(GroupingResult.Own);
        }

        var attempts = await throttle.ReadAsync(operational, username, other?.Id, attempt.Device, attempt.Address, cancellation);
        if (!attempts.Verdict.MayGo)
        {
            await throttle.NoteWaitAsync(operational, attempts, cancellation);
            return new GroupingFinding(GroupingResult.MustWait, attempts.Verdict.Wait);
        }

        var chosen = await hasher.CheckAsync(PasswordText.From(attempt.Password), other?.PasswordHash, cancellation);
        var isProvisional = provisional.Matches(other?.Id ?? Guid.Empty, attempt.Password, other?.ProvisionalMac);
        if (other is null || other.Step(AccountKind.Guardian, chosen, isProvisional, clock.GetUtcNow().UtcDateTime) is null)
        {
            journal.Note(operational, RefusedCode, other?.Id, attempt.RequestId, attempt.Address?.ToString());
            await throttle.CountAsync(operational, attempts, cancellation);
            return new GroupingFinding(GroupingResult.Refused);
        }

        await Throttle.ForgetAsync(operational, attempts, cancellation);
        return await CompareAsync(attempt.Session, other, cancellation);
    }

    private async Task<GroupingFinding> CompareAsync(Session session, SignInAccount other, CancellationToken cancellation)
    {
        var records = await main.Set<GuardianRecord>().AsNoTracking().Where(record => record.AccountId == session.HolderId || record.AccountId == other.Id).ToListAsync(cancellation);
        if (!GroupingRules.HaveSameName([.. records.Where(record => record.AccountId == session.HolderId)], [.. records.Where(record => record.AccountId == other.Id)]))
        {
            return new GroupingFinding(GroupingResult.NamesDiffer);
        }

        var step = new GroupingStep(other.Id, PasswordPrint.Of(other.PasswordHash, other.ProvisionalMac, other.State));
        await steps.BeginAsync(session.Id, StepKind.Grouping, step.Write(), cancellation);
        return new GroupingFinding(GroupingResult.Found);
    }
}
