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

    /// <summary>Ten tries with this provisional password: the school has to look into it.</summary>
    Stopped,
}

/// <summary>How often birth dates may be tried (S-BD1). Every try is taken before anything is compared, so that parallel tries gain nothing.</summary>
public sealed class BirthDateLimits(OperationalDb operational, Activations activations, TimeProvider clock)
{
    private const int ADay = 5;
    private const int Ever = 10;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Always = TimeSpan.FromDays(3650);

    /// <summary>Takes one try.</summary>
    public Task<BirthDateVerdict> TakeAsync(ActivationState state, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        return TakeAsync(() => activations.TakeTryAsync(state, cancellation), account.Id, state.ProofHash, cancellation);
    }

    /// <summary>Takes one try of another journey.</summary>
    /// <param name="takeInJourney">takes one of the journey's own three; false when none is left</param>
    /// <param name="account">the account whose children are asked about</param>
    /// <param name="proof">hash of what the tries are about: a new one begins ten new tries</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<BirthDateVerdict> TakeAsync(Func<Task<bool>> takeInJourney, Guid account, byte[]? proof, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(takeInJourney);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await takeInJourney())
        {
            return BirthDateVerdict.BeginAgain;
        }

        if (!await AttemptCounters.TakeAsync(operational, EverKey(account, proof), now, Always, Ever, Ever, cancellation))
        {
            return BirthDateVerdict.Stopped;
        }

        return await AttemptCounters.TakeAsync(operational, AttemptKeys.BirthDates(account), now, Day, ADay, int.MaxValue, cancellation)
            ? BirthDateVerdict.Go
            : BirthDateVerdict.Pause;
    }

    /// <summary>The dates were right: nothing is held against the account any more.</summary>
    public Task ForgetAsync(ActivationState state, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        return ForgetAsync(account.Id, state.ProofHash, cancellation);
    }

    /// <summary>The same for another journey.</summary>
    public Task ForgetAsync(Guid account, byte[]? proof, CancellationToken cancellation) =>
        AttemptCounters.ForgetAsync(operational, [AttemptKeys.BirthDates(account), EverKey(account, proof)], cancellation);

    // A new provisional password means that the school has looked into it: its ten tries are new, the five a day are not.
    private static string EverKey(Guid account, byte[]? proof) => AttemptKeys.BirthDates(account) + ":" + Convert.ToHexStringLower(proof.AsSpan(0, 8));
}
