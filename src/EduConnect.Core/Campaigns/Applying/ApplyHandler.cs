using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Applying;

/// <summary>Flags the accounts of a campaign, chunk by chunk, until none is left or an operator stops it. The verdicts saved with each chunk tell a resumed operation what is done.</summary>
public sealed class ApplyHandler(IDbContextFactory<MainDb> main, AccountChunks races, ApplyChunk chunk, CampaignTurns turns, TimeProvider clock) : OperationHandler
{
    /// <summary>Kind of operation.</summary>
    public const string OperationKind = "campaign-apply";

    /// <inheritdoc />
    public override string Kind => OperationKind;

    /// <inheritdoc />
    public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(progress);
        var campaign = CampaignOperations.CampaignOf(operation);
        var actor = new Actor(operation.RequestedByKind, operation.RequestedById, RequestId: operation.Id.ToString());
        await chunk.SignLastOutAsync(campaign, cancellationToken);
        if (!await turns.IsMineAsync(operation, cancellationToken))
        {
            return CampaignOutcome.Write(await EndAsync(campaign, isComplete: false, actor, cancellationToken));
        }

        var left = await LeftAsync(campaign, cancellationToken);
        int? count = 1;
        while (count > 0)
        {
            await races.AgainAsync(async stop => count = await chunk.ApplyAsync(campaign, actor, stop), cancellationToken);
            left -= count ?? 0;
            await progress.TellAsync(operation.Total - left, operation.Total, cancellationToken);
            if (count > 0 && await turns.GiveWayAsync(operation, cancellationToken))
            {
                count = null;
            }
        }

        return CampaignOutcome.Write(await EndAsync(campaign, isComplete: count == 0, actor, cancellationToken));
    }

    private async Task<int> LeftAsync(Guid campaign, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<CampaignLine>().CountAsync(line => line.CampaignId == campaign && line.Verdict == LineVerdict.Found, cancellationToken);
    }

    private async Task<Campaign?> EndAsync(Guid id, bool isComplete, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(one => one.Id == id, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (isComplete && campaign?.EndApplying(now) == true)
        {
            var flagged = await db.Set<CampaignLine>().CountAsync(line => line.CampaignId == id && line.Verdict == LineVerdict.Applied, cancellationToken);
            db.Add(actor.Event("campaign.applied", now, detail: $"campaign {id}, {flagged} accounts"));
            await db.SaveChangesAsync(cancellationToken);
        }

        return campaign;
    }
}
