using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Checking;

/// <summary>
/// Judges every line of a list, chunk by chunk. Each chunk is one transaction, and a judged line is not looked at again, so a check that dies goes on where it was.
/// </summary>
public sealed class CheckHandler(IDbContextFactory<MainDb> main, StorageProvider provider, CheckChunk chunks, HashedUsernames hashed, CampaignTurns turns, ReadOnlyMode readOnly) : OperationHandler
{
    /// <summary>Kind of operation.</summary>
    public const string OperationKind = "campaign-check";

    private const int ChunkSize = 1_000;

    // A slow hash each: a chunk must end well before the lease does, however slow the machine.
    private const int PasswordChunkSize = 100;

    /// <inheritdoc />
    public override string Kind => OperationKind;

    /// <inheritdoc />
    public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(progress);
        var campaign = await ReadAsync(CampaignOperations.CampaignOf(operation), cancellationToken);
        if (campaign is not { State: CampaignState.Checking } || !await turns.IsMineAsync(operation, cancellationToken))
        {
            return CampaignOutcome.Write(campaign);
        }

        var done = await DoneAsync(campaign, cancellationToken);
        var goesOn = campaign.List != CampaignList.Hashes || await hashed.FindAsync(campaign.Id, stop => progress.TellAsync(done, campaign.Lines, stop), cancellationToken);
        for (var last = 0; goesOn && await NextAsync(campaign, last, cancellationToken) is { Count: > 0 } lines; last = lines[^1].Number)
        {
            goesOn = await JudgeAsync(campaign, lines, cancellationToken);
            done += lines.Count;
            await progress.TellAsync(done, campaign.Lines, cancellationToken);
            if (goesOn && await turns.GiveWayAsync(operation, cancellationToken))
            {
                return CampaignOutcome.Write(campaign);
            }
        }

        return CampaignOutcome.Write(goesOn ? await EndAsync(campaign.Id, cancellationToken) : await ReadAsync(campaign.Id, cancellationToken));
    }

    private async Task<bool> JudgeAsync(Campaign campaign, List<CampaignLine> lines, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        await chunks.JudgeAsync(db, campaign, lines, cancellationToken);
        await using var transaction = await CampaignGuard.HoldAsync(db, readOnly, campaign.Id, CampaignState.Checking, cancellationToken);
        if (transaction is null)
        {
            return false;
        }

        await provider.Bulk(db).MergeAsync(db, lines, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<List<CampaignLine>> NextAsync(Campaign campaign, int last, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<CampaignLine>().AsNoTracking().Where(line => line.CampaignId == campaign.Id && line.Verdict == LineVerdict.Waiting && line.Number > last)
            .OrderBy(line => line.Number).Take(campaign.List == CampaignList.Passwords ? PasswordChunkSize : ChunkSize).ToListAsync(cancellationToken);
    }

    private async Task<int> DoneAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return campaign.Lines - await db.Set<CampaignLine>().CountAsync(line => line.CampaignId == campaign.Id && line.Verdict == LineVerdict.Waiting, cancellationToken);
    }

    private async Task<Campaign?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, cancellationToken);
    }

    private async Task<Campaign> EndAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var campaign = await db.Set<Campaign>().SingleAsync(one => one.Id == id, cancellationToken);
        campaign.EndChecking();
        await db.SaveChangesAsync(cancellationToken);
        return campaign;
    }
}
