using EduConnect.Core.Accounts;
using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Following;

/// <summary>Counts what a campaign found and left out. The store counts; nothing is kept, so the figures are those of the moment.</summary>
[UseCase(Effect.Reads)]
public sealed class PreviewCampaign(IDbContextFactory<MainDb> main)
{
    private const int Examples = 10;
    private static readonly LineVerdict[] Flagged = [LineVerdict.Found, LineVerdict.Applied];

    /// <summary>Counts.</summary>
    /// <exception cref="CampaignRefusedException">there is no such campaign</exception>
    public async Task<CampaignPreview> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var campaign = await db.FindCampaignAsync(id, cancellationToken);
        var work = await db.Set<Operation>().Where(operation => operation.Id == campaign.OperationId)
            .Select(operation => new CampaignWork(operation.State, operation.Done, operation.Total, operation.Error)).FirstOrDefaultAsync(cancellationToken);
        var accounts = db.Set<CampaignLine>().Where(line => line.CampaignId == id && Flagged.Contains(line.Verdict))
            .Join(db.Set<Account>(), line => line.AccountId, account => account.Id, (_, account) => account);
        var states = await accounts.GroupBy(account => new { account.Kind, account.State })
            .Select(group => new PreviewedState(group.Key.Kind, group.Key.State, group.Count())).ToListAsync(cancellationToken);
        var total = states.Sum(state => state.Accounts);
        return new CampaignPreview(
            campaign, work, total, [.. states.OrderBy(state => state.Kind).ThenBy(state => state.State)], await AcademiesAsync(db, accounts, total, cancellationToken), await VerdictsAsync(db, id, cancellationToken));
    }

    private static async Task<List<PreviewedAcademie>> AcademiesAsync(MainDb db, IQueryable<Account> accounts, int total, CancellationToken cancellationToken)
    {
        var places = accounts.Places(db).Join(db.Set<School>(), place => place.SchoolId, school => school.Id, (place, school) => new { place.AccountId, school.Academie }).Distinct();
        var academies = await places.GroupBy(place => place.Academie).Select(group => new PreviewedAcademie(group.Key, group.Count())).ToListAsync(cancellationToken);
        var elsewhere = total - await places.Select(place => place.AccountId).Distinct().CountAsync(cancellationToken);
        return [.. academies.OrderBy(one => one.Academie, StringComparer.Ordinal), .. elsewhere > 0 ? [new PreviewedAcademie(string.Empty, elsewhere)] : Array.Empty<PreviewedAcademie>()];
    }

    private static async Task<List<PreviewedVerdict>> VerdictsAsync(MainDb db, Guid id, CancellationToken cancellationToken)
    {
        var lines = db.Set<CampaignLine>().Where(line => line.CampaignId == id);
        var counts = await lines.GroupBy(line => line.Verdict).Select(group => new { Verdict = group.Key, Lines = group.Count() }).ToListAsync(cancellationToken);
        List<PreviewedVerdict> verdicts = [];
        foreach (var one in counts.OrderBy(one => one.Verdict))
        {
            var first = one.Verdict is LineVerdict.Unknown or LineVerdict.Unreadable
                ? await lines.Where(line => line.Verdict == one.Verdict).OrderBy(line => line.Number).Take(Examples).Select(line => line.Number).ToListAsync(cancellationToken)
                : [];
            verdicts.Add(new PreviewedVerdict(one.Verdict, one.Lines, first));
        }

        return verdicts;
    }
}
