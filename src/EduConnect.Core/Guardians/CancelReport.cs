using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians;

/// <summary>How the withdrawal of a report ended.</summary>
public enum CancelOutcome
{
    /// <summary>The tie is confirmed; the school is told.</summary>
    Confirmed,

    /// <summary>The birth date does not match, or there is no such report: nothing tells which.</summary>
    Mismatch,

    /// <summary>Five tries in 24 hours were used up (S-BD1).</summary>
    TooManyTries,

    /// <summary>Another page changed the account at the same time: look again.</summary>
    Again,
}

/// <summary>"Je suis le représentant légal" after having said the contrary (rows #75, #77; domain 7.3): needs the birth date.</summary>
[UseCase(Effect.Modifies)]
public sealed class CancelReport(MainDb main, OperationalDb operational, TieStatements statements, TimeProvider clock)
{
    private const int TriesADay = 5;

    /// <summary>Confirms the tie.</summary>
    public async Task<CancelOutcome> RunAsync(Guid accountId, Guid pupil, DateOnly birthDate, Actor actor, CancellationToken cancellation)
    {
        var key = AttemptKeys.BirthDates(accountId);
        if (!await AttemptCounters.TakeAsync(operational, key, clock.GetUtcNow().UtcDateTime, TimeSpan.FromDays(1), TriesADay, int.MaxValue, cancellation))
        {
            return CancelOutcome.TooManyTries;
        }

        var account = await main.Set<Account>().FirstAsync(one => one.Id == accountId, cancellation);
        var children = await Children.OfAsync(main, accountId, cancellation);
        if (!children.Any(child => child.PupilId == pupil && child.Statement == LinkStatement.ReportedWrong && child.BirthDate == birthDate))
        {
            return CancelOutcome.Mismatch;
        }

        if (account.StateTie() != AccountRefusal.None)
        {
            return CancelOutcome.Mismatch;
        }

        await statements.ApplyAsync(main, account, children, new TieDecision([pupil], [], []), actor, cancellation);
        if (!await main.TrySaveAsync(cancellation))
        {
            return CancelOutcome.Again;
        }

        await AttemptCounters.ForgetAsync(operational, [key], cancellation);
        return CancelOutcome.Confirmed;
    }
}
