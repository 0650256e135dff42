using EduConnect.Core.Campaigns.Checking;
using EduConnect.Core.Campaigns.Reading;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Loading;

/// <summary>Loads a list as a new campaign and orders its check (domain §16). The file streams by once; leaked passwords are encrypted on the way.</summary>
/// <remarks>Lines are written in short transactions, so that nobody waits for a long file. A load that dies leaves a campaign in the state of loading, whose place the next load of that name takes.</remarks>
[UseCase(Effect.Modifies)]
public sealed class LoadCampaign(IDbContextFactory<MainDb> main, StorageProvider provider, LeakedPasswords leaked, ReadOnlyMode readOnly, IRandomSource random, TimeProvider clock)
{
    private const int ChunkSize = 5_000;

    /// <summary>Loads.</summary>
    /// <param name="file">the list: usernames, usernames with passwords, or hashes</param>
    /// <param name="name">name of the campaign</param>
    /// <param name="changedSince">accounts whose password was chosen since then (UTC) are left out; null asks nothing</param>
    /// <param name="actor">who loads</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <exception cref="CampaignRefusedException">name, date or file cannot be taken; nothing is left of the load</exception>
    public async Task<Campaign> RunAsync(Stream file, string name, DateTime? changedSince, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(actor);
        var campaign = await BeginAsync(Checked(name), Checked(changedSince), actor, cancellationToken);
        try
        {
            using var reader = new CampaignListReader(file);
            var lines = await CopyAsync(campaign.Id, reader, cancellationToken);
            return await EndAsync(campaign, reader, lines, actor, cancellationToken);
        }
        catch (Exception) when (!readOnly.IsOn)
        {
            await DropAsync(campaign.Id, CancellationToken.None);
            throw;
        }
    }

    private static string Checked(string? name) => name?.Trim() is { Length: > 0 and <= Campaign.LongestName } usable && !usable.Any(char.IsControl)
        ? usable
        : throw new CampaignRefusedException(CampaignRefusal.Name, "give the campaign a name of 1 to 100 signs.");

    private DateTime? Checked(DateTime? changedSince) => changedSince is { } date && date > clock.GetUtcNow().UtcDateTime
        ? throw new CampaignRefusedException(CampaignRefusal.DateToCome, "the date of --changed-since is still to come.")
        : changedSince;

    private async Task<Campaign> BeginAsync(string name, DateTime? changedSince, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Set<Campaign>().FirstOrDefaultAsync(one => one.Name == name && one.State != CampaignState.Cancelled, cancellationToken) is { } former)
        {
            if (former.State != CampaignState.Loading)
            {
                throw new CampaignRefusedException(CampaignRefusal.NameTaken, $"there is a campaign of that name already: {former.Id}.");
            }

            former.Cancel(now);
            await db.SaveChangesAsync(cancellationToken);
            await db.Set<CampaignLine>().Where(line => line.CampaignId == former.Id).ExecuteDeleteAsync(cancellationToken);
        }

        var campaign = new Campaign { Id = random.NewId(), Name = name, ChangedSince = changedSince, CreatedAt = now, CreatedBy = actor.Id };
        db.Add(campaign);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            throw new CampaignRefusedException(CampaignRefusal.NameTaken, "a campaign of that name is being loaded by somebody else.", race);
        }

        return campaign;
    }

    private async Task<int> CopyAsync(Guid campaign, CampaignListReader reader, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var chunk in ChunksAsync(campaign, reader, cancellationToken))
        {
            await using var db = await main.CreateDbContextAsync(cancellationToken);
            await using var transaction = await CampaignGuard.HoldAsync(db, readOnly, campaign, CampaignState.Loading, cancellationToken)
                ?? throw new CampaignRefusedException(CampaignRefusal.Changed, "the campaign was cancelled while its list was being read.");
            await provider.Bulk(db).InsertAsync(db, chunk, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            count += chunk.Count;
        }

        return reader.List != CampaignList.Unknown ? count : throw new CampaignRefusedException(CampaignRefusal.Unreadable, "no line of the file can be read as a username, a username and a password, or a hash.");
    }

    private async IAsyncEnumerable<List<CampaignLine>> ChunksAsync(Guid campaign, CampaignListReader reader, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<CampaignLine> chunk = [];
        await foreach (var line in reader.ReadAsync(cancellationToken))
        {
            chunk.Add(new CampaignLine
            {
                CampaignId = campaign,
                Number = line.Number,
                Username = line.Username,
                UsernameHash = line.Hash,
                SealedPassword = line.Password is null ? null : leaked.Seal(campaign, line.Number, line.Password),
                Verdict = line.IsUnreadable ? LineVerdict.Unreadable : LineVerdict.Waiting,
            });
            if (chunk.Count == ChunkSize)
            {
                yield return chunk;
                chunk = [];
            }
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private async Task<Campaign> EndAsync(Campaign begun, CampaignListReader reader, int lines, Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var fingerprint = reader.Fingerprint();
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(one => one.Fingerprint == fingerprint && one.State != CampaignState.Cancelled, cancellationToken) is { } same)
        {
            throw new CampaignRefusedException(CampaignRefusal.SameFile, $"this file is loaded already, as campaign {same.Id}.");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var campaign = await db.Set<Campaign>().SingleAsync(one => one.Id == begun.Id, cancellationToken);
        var operation = CampaignOperations.New(CheckHandler.OperationKind, campaign.Id, actor, random.NewId(), now, lines);
        if (!campaign.BeginChecking(operation.Id))
        {
            throw new CampaignRefusedException(CampaignRefusal.Changed, "the campaign was cancelled while its list was being read.");
        }

        (campaign.List, campaign.Lines, campaign.Fingerprint) = (reader.List, lines, fingerprint);
        db.Add(operation);
        db.Add(actor.Event("campaign.loaded", now, detail: $"campaign {campaign.Id}, {campaign.List}, {lines} lines"));
        await db.SaveChangesAsync(cancellationToken);
        return campaign;
    }

    private async Task DropAsync(Guid campaign, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var dropped = await db.Set<Campaign>().Where(one => one.Id == campaign && one.State == CampaignState.Loading).ExecuteDeleteAsync(cancellationToken);
        if (dropped == 1)
        {
            await db.Set<CampaignLine>().Where(line => line.CampaignId == campaign).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
