using EduConnect.Core.Accounts;
using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Following;

/// <summary>Counts how far the schools and families of a campaign are.</summary>
[UseCase(Effect.Reads)]
public sealed class FollowCampaign(IDbContextFactory<MainDb> main)
{
    /// <summary>Counts.</summary>
    /// <exception cref="CampaignRefusedException">there is no such campaign</exception>
    public async Task<CampaignFollowUp> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var campaign = await db.FindCampaignAsync(id, cancellationToken);
        var lines = db.Set<CampaignLine>().Where(line => line.CampaignId == id && line.Verdict == LineVerdict.Applied);
        var flagged = lines.Join(db.Set<Account>(), line => line.AccountId, account => account.Id, (line, account) => new { account.Id, account.IsCompromised, IsInformed = account.LastInformedAt >= line.AppliedAt });
        var total = await flagged.GroupBy(_ => 1).Select(all => new Counted(
            all.Count(), all.Count(one => one.IsCompromised && one.IsInformed), all.Count(one => !one.IsCompromised))).SingleOrDefaultAsync(cancellationToken);
        var accounts = db.Set<Account>().Where(account => lines.Any(line => line.AccountId == account.Id));
        var groups = await accounts.Places(db).Join(flagged, place => place.AccountId, one => one.Id, (place, one) => new { place, one })
            .Join(db.Set<Account>(), pair => pair.one.Id, account => account.Id, (pair, account) => new { pair.place.SchoolId, pair.place.ClassId, account.Kind, pair.one.IsCompromised, pair.one.IsInformed })
            .GroupBy(row => new { row.SchoolId, row.ClassId, row.Kind })
            .Select(group => new { group.Key, Counted = new Counted(group.Count(), group.Count(one => one.IsCompromised && one.IsInformed), group.Count(one => !one.IsCompromised)) })
            .ToListAsync(cancellationToken);
        var schools = await db.Set<School>().AsNoTracking().Where(school => groups.Select(group => group.Key.SchoolId).Distinct().Contains(school.Id)).ToDictionaryAsync(school => school.Id, cancellationToken);
        var classes = await db.Set<SchoolClass>().AsNoTracking().Where(one => schools.Keys.Contains(one.SchoolId)).ToDictionaryAsync(one => one.Id, one => one.NameIn(schools[one.SchoolId].Degree), cancellationToken);
        var rows = groups.Select(group => Row(schools[group.Key.SchoolId], group.Key.ClassId is { } one ? classes.GetValueOrDefault(one, string.Empty) : string.Empty, group.Key.Kind, group.Counted.ToCounts()));
        return new CampaignFollowUp(
            campaign, (total ?? new Counted(0, 0, 0)).ToCounts(), await lines.CountAsync(line => line.AccountId == null, cancellationToken),
            [.. rows.OrderBy(row => row.Academie, StringComparer.Ordinal).ThenBy(row => row.Uai, StringComparer.Ordinal).ThenBy(row => row.Class, StringComparer.Ordinal).ThenBy(row => row.Kind)]);
    }

    private static FollowUpRow Row(School school, string label, AccountKind kind, FollowUpCounts counts) => new(school.Academie, school.Uai, school.TitledName, label, kind, counts);

    private sealed record Counted(int Accounts, int Informed, int Done)
    {
        public FollowUpCounts ToCounts() => new(Accounts, Accounts - Informed - Done, Informed, Done);
    }
}
