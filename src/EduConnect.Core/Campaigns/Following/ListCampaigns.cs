using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Following;

/// <summary>Lists the campaigns, the last one first.</summary>
[UseCase(Effect.Reads)]
public sealed class ListCampaigns(IDbContextFactory<MainDb> main)
{
    /// <summary>Lists.</summary>
    public async Task<IReadOnlyList<Campaign>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<Campaign>().AsNoTracking().OrderByDescending(campaign => campaign.CreatedAt).ToListAsync(cancellationToken);
    }
}
