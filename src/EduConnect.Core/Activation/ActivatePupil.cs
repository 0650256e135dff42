using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation;

/// <summary>How the last page of an activation ended.</summary>
/// <param name="Verdict">whether dates could be tried at all</param>
/// <param name="Match">whether they were right</param>
/// <param name="Refusal">why the account could not go on</param>
public sealed record ActivationResult(BirthDateVerdict Verdict, bool Match, AccountRefusal Refusal = AccountRefusal.None)
{
    /// <summary>Whether the account has gone on.</summary>
    public bool IsDone => Verdict == BirthDateVerdict.Go && Match && Refusal == AccountRefusal.None;
}

/// <summary>Last page of a pupil (row #58): the own birth date, then activated at once; a given address gets its confirmation mail.</summary>
[UseCase(Effect.Modifies)]
public sealed class ActivatePupil(
    MainDb main, Activations activations, BirthDateLimits limits, ConfirmationMails confirmations, TimeProvider clock)
{
    /// <summary>Compares the date and activates.</summary>
    /// <exception cref="InvalidOperationException">no password has been chosen: the caller let a step be skipped</exception>
    public async Task<ActivationResult> RunAsync(ActivationState state, Account account, DateOnly birthDate, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(actor);
        var hash = state.PasswordHash ?? throw new InvalidOperationException("The password comes first.");
        var onFile = await main.Set<Pupil>().Where(pupil => pupil.Id == account.PupilId).Select(pupil => pupil.BirthDate).FirstOrDefaultAsync(cancellation);
        (Guid, DateOnly?)[] dates = [(account.PupilId ?? Guid.Empty, onFile)];
        var verdict = await limits.TakeAsync(state, account, dates, cancellation);
        if (verdict != BirthDateVerdict.Go)
        {
            await NoteAsync(verdict, account, actor, cancellation);
            return new ActivationResult(verdict, false);
        }

        if (onFile != birthDate)
        {
            return new ActivationResult(verdict, false);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var refusal = account.ActivateBySchool(hash, state.Mail, mailIsProved: false, now);
        if (refusal != AccountRefusal.None)
        {
            return new ActivationResult(verdict, true, refusal);
        }

        main.Add(actor.Event("account.activated", now, account.Id, detail: "mode School"));
        if (state.Mail is { } mail)
        {
            await confirmations.AddAsync(main, account, mail, cancellation);
        }

        if (!await main.TrySaveAsync(cancellation))
        {
            return new ActivationResult(verdict, true, AccountRefusal.AlreadyActivated);
        }

        await limits.ForgetAsync(state, account, dates, cancellation);
        await activations.FinishAsync(state, cancellation);
        return new ActivationResult(verdict, true);
    }

    // As for guardians: the trail tells the school why a pupil cannot go on.
    private async Task NoteAsync(BirthDateVerdict verdict, Account account, Actor actor, CancellationToken cancellation)
    {
        if (verdict == BirthDateVerdict.Stopped)
        {
            main.Add(actor.Event(AnswerJudge.ExhaustedCode, clock.GetUtcNow().UtcDateTime, account.Id));
            await main.TrySaveAsync(cancellation);
        }
    }
}
