using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Applying;

/// <summary>Orders the flagging of the accounts a campaign found; after a stop, of those that are left.</summary>
[UseCase(Effect.Modifies)]
public sealed class ApplyCampaign(IDbContextFactory<MainDb> main, IRandomSource random, TimeProvider clock)
{
    /// <summary>Orders it.</summary>
    /// <returns>accounts to be flagged</returns>
    /// <exception cref="CampaignRefusedException">there is no such campaign, or it is not checked yet, under way, over or cancelled</exception>
    public async Task<int> RunAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var campaign = await db.FindCampaignAsync(id, cancellationToken);
        var count = await db.Set<CampaignLine>().CountAsync(line => line.CampaignId == id && line.Verdict == LineVerdict.Found, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var operation = CampaignOperations.New(ApplyHandler.OperationKind, id, actor, random.NewId(), now, count);
        var before = campaign.State;
        if (!campaign.BeginApplying(operation.Id))
        {
            throw new CampaignRefusedException(CampaignRefusal.State, before is CampaignState.Loading or CampaignState.Checking
                ? "its list is still being checked; see campaign preview."
                : $"it is {before.ToString().ToLowerInvariant()}: only a campaign that is ready or stopped can be applied.");
        }

        db.Add(operation);
        db.Add(actor.Event("campaign.apply-ordered", now, detail: $"campaign {id}, {count} accounts, {(before == CampaignState.Stopped ? "after a stop" : "first")}"));
        await db.SaveStepAsync(cancellationToken);
        return count;
    }
}
