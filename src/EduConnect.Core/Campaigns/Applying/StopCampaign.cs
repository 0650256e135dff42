using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Applying;

/// <summary>Stops a campaign that is being applied; the chunk at hand is finished, what was flagged stays so.</summary>
[UseCase(Effect.Modifies)]
public sealed class StopCampaign(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Stops it.</summary>
    /// <exception cref="CampaignRefusedException">there is no such campaign, or it is not being applied</exception>
    public async Task RunAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var campaign = await db.FindCampaignAsync(id, cancellationToken);
        if (!campaign.Stop())
        {
            throw new CampaignRefusedException(CampaignRefusal.State, "it is not being applied.");
        }

        db.Add(actor.Event("campaign.stopped", clock.GetUtcNow().UtcDateTime, detail: $"campaign {id}"));
        await db.SaveStepAsync(cancellationToken);
    }
}
