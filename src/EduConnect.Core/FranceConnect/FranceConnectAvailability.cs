using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.FranceConnect;

/// <summary>Whether the button stands on the pages.</summary>
public enum FranceConnectOffer
{
    /// <summary>This service is not registered at FranceConnect: nothing is said of it.</summary>
    NotSetUp,

    /// <summary>Switched off by an operator: an explanation stands in the place of the button (row #16).</summary>
    SwitchedOff,

    /// <summary>Offered.</summary>
    On,
}

/// <summary>What the pages show of FranceConnect, from memory: showing the sign-in page looks at no store. Refreshed every few seconds.</summary>
public sealed class FranceConnectAvailability(FranceConnectOptions options, IDbContextFactory<OperationalDb> stores)
{
    /// <summary>How long a switch by another process may stay unseen on a page; the journey itself asks the store.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private volatile bool _isOff;

    /// <summary>What pages show now.</summary>
    public FranceConnectOffer Offer => !options.IsSetUp ? FranceConnectOffer.NotSetUp : _isOff ? FranceConnectOffer.SwitchedOff : FranceConnectOffer.On;

    /// <summary>Reads the switch.</summary>
    /// <returns>what pages show from now on</returns>
    public async Task<FranceConnectOffer> RefreshAsync(CancellationToken cancellation)
    {
        if (options.IsSetUp)
        {
            await using var db = await stores.CreateDbContextAsync(cancellation);
            _isOff = await db.Set<FranceConnectSwitch>().AsNoTracking().AnyAsync(one => one.IsOff, cancellation);
        }

        return Offer;
    }
}
