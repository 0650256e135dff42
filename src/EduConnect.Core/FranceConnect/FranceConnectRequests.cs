using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn.Providers;

namespace EduConnect.Core.FranceConnect;

/// <summary>Browsers on their way to FranceConnect and back.</summary>
public sealed class FranceConnectRequests(OperationalDb operational, TimeProvider clock, IRandomSource random)
    : ProviderRequests<FranceConnectRequest>(operational, clock, random)
{
    /// <summary>Begins a journey of the browser that holds <paramref name="browser"/>.</summary>
    public Task<ProviderTicket> BeginAsync(FranceConnectGoal goal, string browser, Guid? session, string? returnPath, CancellationToken cancellation) =>
        KeepAsync(new FranceConnectRequest { Goal = goal, SessionId = session }, browser, returnPath, cancellation);
}
