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
    public async Task<BirthDateVerdict> TakeAsync(ActivationState state, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(account);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await activations.TakeTryAsync(state, cancellation))
        {
            return BirthDateVerdict.BeginAgain;
        }

        if (!await AttemptCounters.TakeAsync(operational, EverKey(state), now, Always, Ever, Ever, cancellation))
        {
            return BirthDateVerdict.Stopped;
        }

        return await AttemptCounters.TakeAsync(operational, AttemptKeys.BirthDates(account.Id), now, Day, ADay, int.MaxValue, cancellation)
            ? BirthDateVerdict.Go
            : BirthDateVerdict.Pause;
    }

    /// <summary>The dates were right: nothing is held against the account any more.</summary>
    public Task ForgetAsync(ActivationState state, Account account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return AttemptCounters.ForgetAsync(operational, [AttemptKeys.BirthDates(account.Id), EverKey(state)], cancellation);
    }

    // A new provisional password means that the school has looked into it: its ten tries are new, the five a day are not.
    private static string EverKey(ActivationState state) => AttemptKeys.BirthDates(state.AccountId) + ":" + Convert.ToHexStringLower(state.ProofHash.AsSpan(0, 8));
}
