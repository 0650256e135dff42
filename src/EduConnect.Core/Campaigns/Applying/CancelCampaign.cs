using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Applying;

/// <summary>Gives a campaign up before anything was changed; its lines are deleted, the campaign stays in the list.</summary>
[UseCase(Effect.Modifies)]
public sealed class CancelCampaign(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Cancels it.</summary>
    /// <exception cref="CampaignRefusedException">there is no such campaign, or accounts may have been flagged already</exception>
    public async Task RunAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var campaign = await db.FindCampaignAsync(id, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!campaign.Cancel(now))
        {
            throw new CampaignRefusedException(CampaignRefusal.State, "it was applied, or cancelled before: only what has changed nothing yet can be cancelled.");
        }

        db.Add(actor.Event("campaign.cancelled", now, detail: $"campaign {id}"));
        await db.SaveStepAsync(cancellationToken);
        await db.Set<CampaignLine>().Where(line => line.CampaignId == id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
