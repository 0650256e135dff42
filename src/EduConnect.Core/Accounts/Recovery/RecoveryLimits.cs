using System.Net;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Core.Accounts.Recovery;

/// <summary>Who asks for something to be sent.</summary>
/// <param name="Address">where from; null when unknown</param>
/// <param name="RequestId">for the journal</param>
public sealed record RecoveryCaller(IPAddress? Address, string RequestId);

/// <summary>
/// How often something may be sent (S-OT4). Counted before anything is looked up, under what was typed, so that a refusal tells
/// nothing about accounts; never asked by sign-in, so that nobody can be locked out with it (S-OT6).
/// </summary>
public sealed class RecoveryLimits(OperationalDb operational, RecoveryOptions options, ThrottleOptions throttling, TimeProvider clock)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Takes one request about a typed username, address or number from one network.</summary>
    /// <returns>false when nothing may be sent now</returns>
    public async Task<bool> TakeAsync(string typed, IPAddress? address, CancellationToken cancellation)
    {
        var limit = NetworkAddress.IsIn(address, throttling.SchoolNetworks) ? options.SchoolNetworkAnHour : options.NetworkAnHour;
        return await TakeAsync(AttemptKeys.RecoveryNetwork(NetworkAddress.Of(address)), Hour, limit, cancellation) && await TakeAsync(typed, cancellation);
    }

    /// <summary>Takes one message to one address or number, whoever asked and by whatever username. A refusal must not be shown.</summary>
    public async Task<bool> TakeAsync(string recipient, CancellationToken cancellation) =>
        await TakeAsync(AttemptKeys.Recovery(recipient, "h"), Hour, options.AnHour, cancellation)
        && await TakeAsync(AttemptKeys.Recovery(recipient, "d"), Day, options.ADay, cancellation);

    private Task<bool> TakeAsync(string key, TimeSpan window, int limit, CancellationToken cancellation) =>
        AttemptCounters.TakeAsync(operational, key, clock.GetUtcNow().UtcDateTime, window, limit, int.MaxValue, cancellation);
}
