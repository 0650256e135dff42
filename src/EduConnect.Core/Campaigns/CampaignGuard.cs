using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EduConnect.Core.Campaigns;

/// <summary>Begins the transactions of mass writes, which neither the change tracker nor its interceptor see.</summary>
internal static class CampaignGuard
{
    /// <summary>A transaction that holds the campaign's row, so that nobody cancels it before the end; null when it is no longer in <paramref name="state"/>.</summary>
    /// <exception cref="ReadOnlyModeException">maintenance: nothing may be written</exception>
    public static async Task<IDbContextTransaction?> HoldAsync(MainDb db, ReadOnlyMode readOnly, Guid campaign, CampaignState state, CancellationToken cancellationToken)
    {
        readOnly.EnsureWritable();
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var held = await db.Set<Campaign>().Where(one => one.Id == campaign && one.State == state)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Version, one => one.Version), cancellationToken);
        if (held == 1)
        {
            return transaction;
        }

        await transaction.DisposeAsync();
        return null;
    }
}
