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
    public async Task<BirthDateVerdict> TakeAsync(Func<Task<bool>> takeInJourney, Guid account, byte[] proof, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(takeInJourney);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await takeInJourney())
        {
            return BirthDateVerdict.BeginAgain;
        }

        // A try that has to wait for tomorrow compares nothing: the ten are asked first, and used up last.
        if (!await TakeEverAsync(account, proof, now, weight: 0, cancellation))
        {
            return BirthDateVerdict.Stopped;
        }

        if (!await AttemptCounters.TakeAsync(operational, AttemptKeys.BirthDates(account), now, Day, ADay, int.MaxValue, cancellation))
        {
            return BirthDateVerdict.Pause;
        }

        return await TakeEverAsync(account, proof, now, weight: 1, cancellation) ? BirthDateVerdict.Go : BirthDateVerdict.Stopped;
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

    private Task<bool> TakeEverAsync(Guid account, byte[] proof, DateTime now, int weight, CancellationToken cancellation) =>
        AttemptCounters.TakeAsync(operational, EverKey(account, proof), now, Always, Ever, Ever, cancellation, weight);

    // A new provisional password or a corrected date means that the school has looked into it: the ten tries are new, the five a day are not.
    private static string EverKey(Guid account, byte[] proof) => AttemptKeys.BirthDates(account) + ":" + Convert.ToHexStringLower(proof.AsSpan(0, 8));
}
