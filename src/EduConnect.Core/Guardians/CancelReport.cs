using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians;

/// <summary>How the withdrawal of a report ended.</summary>
public enum CancelOutcome
{
    /// <summary>The tie is confirmed; the school is told.</summary>
    Confirmed,

    /// <summary>The birth date does not match, or there is no such report: nothing tells which.</summary>
    Mismatch,

    /// <summary>Three tries in this session were used up: sign in again (S-BD1).</summary>
    BeginAgain,

    /// <summary>Five tries in 24 hours were used up (S-BD1).</summary>
    TooManyTries,

    /// <summary>Ten tries at this child's date were used up: the school, which has the report already, looks into it (S-BD1).</summary>
    Stopped,

    /// <summary>Another page changed the account at the same time: look again.</summary>
    Again,
}

/// <summary>"Je suis le représentant légal" after having said the contrary (rows #75, #77; domain 7.3): needs the birth date.</summary>
[UseCase(Effect.Modifies)]
public sealed class CancelReport(MainDb main, BirthDateLimits limits, TieStatements statements, TimeProvider clock)
{
    /// <summary>Confirms the tie.</summary>
    /// <param name="session">the guardian's; its tries are those of the intermediate page too</param>
    /// <param name="pupil">the child reported</param>
    /// <param name="birthDate">as typed</param>
    /// <param name="actor">the holder</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<CancelOutcome> RunAsync(Session session, Guid pupil, DateOnly birthDate, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(actor);
        var account = await main.Set<Account>().FirstAsync(one => one.Id == session.HolderId, cancellation);
        var children = await Children.OfAsync(main, account.Id, cancellation);
        if (children.FirstOrDefault(child => child.PupilId == pupil && child.Statement == LinkStatement.ReportedWrong) is not { } reported)
        {
            // Nothing is compared, so no try is used up.
            return CancelOutcome.Mismatch;
        }

        var verdict = await limits.TakeAsync(session.Id, account.Id, [reported.DateOnFile], cancellation);
        if (verdict != BirthDateVerdict.Go)
        {
            return await RefuseAsync(verdict, account, actor, cancellation);
        }

        if (reported.BirthDate != birthDate || account.StateTie() != AccountRefusal.None)
        {
            return CancelOutcome.Mismatch;
        }

        await statements.ApplyAsync(main, account, children, new TieDecision([pupil], [], []), actor, cancellation);
        if (!await main.TrySaveAsync(cancellation))
        {
            return CancelOutcome.Again;
        }

        await limits.ForgetAsync(session.Id, account.Id, [reported.DateOnFile], isRight: true, cancellation);
        return CancelOutcome.Confirmed;
    }

    private async Task<CancelOutcome> RefuseAsync(BirthDateVerdict verdict, Account account, Actor actor, CancellationToken cancellation)
    {
        if (verdict != BirthDateVerdict.Stopped)
        {
            return verdict == BirthDateVerdict.Pause ? CancelOutcome.TooManyTries : CancelOutcome.BeginAgain;
        }

        main.Add(actor.Event(AnswerJudge.ExhaustedCode, clock.GetUtcNow().UtcDateTime, account.Id));
        await main.TrySaveAsync(cancellation);
        return CancelOutcome.Stopped;
    }
}
