using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Campaigns.Checking;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns;

/// <summary>A long list may keep a worker busy for hours, and a worker does one operation at a time: when a school waits, the campaign goes to the end of the queue.</summary>
public sealed class CampaignTurns(IDbContextFactory<MainDb> main, IRandomSource random, TimeProvider clock)
{
    // What an operator let pass is imported by a loop of its own: it never waits for a campaign.
    private static readonly string[] Own = [CheckHandler.OperationKind, ApplyHandler.OperationKind, HeldImportHandler.OperationKind];

    /// <summary>Whether the campaign's work is still that of <paramref name="operation"/>: a stop, or another turn, may have taken its place.</summary>
    public async Task<bool> IsMineAsync(Operation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var id = CampaignOperations.CampaignOf(operation);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<Campaign>().AnyAsync(campaign => campaign.Id == id && campaign.OperationId == operation.Id, cancellationToken);
    }

    /// <summary>Puts the rest of <paramref name="operation"/> behind what waits, when something else than campaigns does.</summary>
    /// <returns>true when the caller has to end</returns>
    public async Task<bool> GiveWayAsync(Operation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<Operation>().AnyAsync(one => one.State == OperationState.Waiting && !Own.Contains(one.Kind), cancellationToken))
        {
            return false;
        }

        var id = CampaignOperations.CampaignOf(operation);
        if (await db.Set<Campaign>().FirstOrDefaultAsync(one => one.Id == id && one.OperationId == operation.Id, cancellationToken) is { } campaign)
        {
            var next = CampaignOperations.New(
                operation.Kind, id, new Actor(operation.RequestedByKind, operation.RequestedById), random.NewId(), clock.GetUtcNow().UtcDateTime, operation.Total);
            campaign.GoOnWith(next.Id);
            db.Add(next);
            await db.SaveChangesAsync(cancellationToken);
        }

        return true;
    }
}
