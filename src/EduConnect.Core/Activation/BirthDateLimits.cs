using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Core.Activation;

/// <summary>Whether birth dates may be tried now.</summary>
public enum BirthDateVerdict
{
    /// <summary>One try was taken and may be used.</summary>
    Go,

    /// <summary>Three tries in this activation: sign in again.</summary>
    BeginAgain,

    /// <summary>Five tries in 24 hours: come back later.</summary>
    Pause,

    /// <summary>Ten tries with this provisional password at these dates on file: the school has to look into it.</summary>
    Stopped,
}

/// <summary>How often birth dates may be tried (S-BD1). Every try is taken before anything is compared, so that parallel tries gain nothing.</summary>
public sealed class BirthDateLimits(OperationalDb operational, Activations activations, TimeProvider clock)
{
    private const int ADay = 5;
    private const int Ever = 10;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Always = TimeSpan.FromDays(3650);

    /// <summary>What ten tries are about: a provisional password, and the dates on file. Another password, or a date that the school corrected, begins ten new ones.</summary>
    /// <param name="secret">hash of the provisional password; null where none is asked for</param>
    /// <param name="dates">each pupil asked about, with the date on file</param>
    public static byte[] Proof(byte[]? secret, IEnumerable<(Guid Pupil, DateOnly? OnFile)> dates)
    {
        ArgumentNullException.ThrowIfNull(dates);
        var facts = dates.Select(date => string.Create(CultureInfo.InvariantCulture, $"{date.Pupil:N}{date.OnFile:yyyyMMdd}")).Order(StringComparer.Ordinal);
        return SHA256.HashData([.. secret ?? [], .. Encoding.UTF8.GetBytes(string.Join('|', facts))]);
    }

    /// <summary>Takes one try.</summary>
    /// <param name="state">the activation</param>
    /// <param name="account">whose</param>
    /// <param name="dates">each pupil asked about, with the date on file</param>
    /// <param name="cancellation">ends the wait</param>
    public Task<BirthDateVerdict> TakeAsync(ActivationState state, Account account, IEnumerable<(Guid Pupil, DateOnly? OnFile)> dates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        return TakeAsync(() => activations.TakeTryAsync(state, cancellation), account.Id, Proof(state.ProofHash, dates), cancellation);
    }

    /// <summary>Takes one try of another journey.</summary>
    /// <param name="takeInJourney">takes one of the journey's own three; false when none is left</param>
    /// <param name="account">the account whose children are asked about</param>
    /// <param name="proof">what the tries are about (<see cref="Proof"/>)</param>
    /// <param name="cancellation">ends the wait</param>
    public Task<BirthDateVerdict> TakeAsync(Func<Task<bool>> takeInJourney, Guid account, byte[] proof, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(takeInJourney);
        return TakeAsync(takeInJourney, account, [EverKey(account, proof)], cancellation);
    }

    /// <summary>Takes one try of a session after the activation, where some children may be left out: each has ten of its own, however they are put together.</summary>
    /// <param name="session">the session; it has three</param>
    /// <param name="account">the account whose children are asked about</param>
    /// <param name="dates">each pupil whose date was typed, with the date on file</param>
    /// <param name="cancellation">ends the wait</param>
    public Task<BirthDateVerdict> TakeAsync(Guid session, Guid account, IEnumerable<(Guid Pupil, DateOnly? OnFile)> dates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dates);
        return TakeAsync(() => TakeInSessionAsync(session, cancellation), account, [.. dates.Select(date => EverKey(account, date))], cancellation);
    }

    /// <summary>Which of these children have no try left, after <see cref="BirthDateVerdict.Stopped"/>.</summary>
    /// <param name="account">the account whose children are asked about</param>
    /// <param name="dates">each pupil whose date was typed, with the date on file</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<IReadOnlyList<Guid>> UsedUpAsync(Guid account, IEnumerable<(Guid Pupil, DateOnly? OnFile)> dates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dates);
        List<Guid> usedUp = [];
        foreach (var date in dates)
        {
            if (!await TakeEverAsync(EverKey(account, date), Now, weight: 0, cancellation))
            {
                usedUp.Add(date.Pupil);
            }
        }

        return usedUp;
    }

    /// <summary>
    /// Children were confirmed after a try of a session: nothing is held against them any more. Tries at the others stay counted, in the session, in the day and for ever;
    /// the try itself is given back when every date of it was right.
    /// </summary>
    /// <param name="session">the session</param>
    /// <param name="account">whose</param>
    /// <param name="confirmed">each pupil confirmed, with the date on file</param>
    /// <param name="isRight">no date of the try was wrong</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task ForgetAsync(Guid session, Guid account, IEnumerable<(Guid Pupil, DateOnly? OnFile)> confirmed, bool isRight, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(confirmed);
        await AttemptCounters.ForgetAsync(operational, [.. confirmed.Select(date => EverKey(account, date))], cancellation);
        if (isRight)
        {
            await AttemptCounters.GiveBackAsync(operational, [AttemptKeys.BirthDatesOfSession(session), AttemptKeys.BirthDates(account)], cancellation);
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<BirthDateVerdict> TakeAsync(Func<Task<bool>> takeInJourney, Guid account, string[] everKeys, CancellationToken cancellation)
    {
        var now = Now;
        if (!await takeInJourney())
        {
            return BirthDateVerdict.BeginAgain;
        }

        // A try that has to wait for tomorrow compares nothing: the ten are asked first, and used up last.
        if (!await TakeEverAsync(everKeys, now, weight: 0, cancellation))
        {
            return BirthDateVerdict.Stopped;
        }

        if (!await AttemptCounters.TakeAsync(operational, AttemptKeys.BirthDates(account), now, Day, ADay, int.MaxValue, cancellation))
        {
            return BirthDateVerdict.Pause;
        }

        return await TakeEverAsync(everKeys, now, weight: 1, cancellation) ? BirthDateVerdict.Go : BirthDateVerdict.Stopped;
    }

    /// <summary>The dates were right: nothing is held against the account any more.</summary>
    /// <param name="state">the activation</param>
    /// <param name="account">whose</param>
    /// <param name="dates">as they were taken for</param>
    /// <param name="cancellation">ends the wait</param>
    public Task ForgetAsync(ActivationState state, Account account, IEnumerable<(Guid Pupil, DateOnly? OnFile)> dates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        return ForgetAsync(account.Id, Proof(state.ProofHash, dates), cancellation);
    }

    /// <summary>The same for another journey.</summary>
    public Task ForgetAsync(Guid account, byte[] proof, CancellationToken cancellation) =>
        AttemptCounters.ForgetAsync(operational, [AttemptKeys.BirthDates(account), EverKey(account, proof)], cancellation);

    private Task<bool> TakeInSessionAsync(Guid session, CancellationToken cancellation) => AttemptCounters.TakeAsync(
        operational, AttemptKeys.BirthDatesOfSession(session), Now, Day, Activations.TriesPerActivation, Activations.TriesPerActivation, cancellation);

    private async Task<bool> TakeEverAsync(string[] keys, DateTime now, int weight, CancellationToken cancellation)
    {
        foreach (var key in keys)
        {
            if (!await TakeEverAsync(key, now, weight, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private Task<bool> TakeEverAsync(string key, DateTime now, int weight, CancellationToken cancellation) =>
        AttemptCounters.TakeAsync(operational, key, now, Always, Ever, Ever, cancellation, weight);

    private static string EverKey(Guid account, (Guid Pupil, DateOnly? OnFile) date) => EverKey(account, Proof(null, [date]));

    // A new provisional password or a corrected date means that the school has looked into it: the ten tries are new, the five a day are not.
    private static string EverKey(Guid account, byte[] proof) => AttemptKeys.BirthDates(account) + ":" + Convert.ToHexStringLower(proof.AsSpan(0, 8));
}
