using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Checking;

/// <summary>Judges some lines of a list and writes their verdicts.</summary>
public sealed class CheckChunk(LeakedPasswordCheck passwords, TimeProvider clock)
{
    /// <summary>Judges <paramref name="lines"/>, which forget what stood in the file; nothing is saved.</summary>
    /// <param name="db">reads the accounts</param>
    /// <param name="campaign">the campaign</param>
    /// <param name="lines">lines nobody has judged, in their order; all before them are judged</param>
    /// <param name="cancellationToken">the worker stops</param>
    public async Task JudgeAsync(MainDb db, Campaign campaign, IReadOnlyList<CampaignLine> lines, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(lines);
        // Before the accounts are read: a password chosen while they are compared counts as chosen since.
        var now = clock.GetUtcNow().UtcDateTime;
        var accounts = await AccountsAsync(db, lines, cancellationToken);
        var dates = await PasswordDates.OfAsync(db, [.. accounts.Values.Distinct()], cancellationToken);
        var ids = accounts.Values.Select(account => (Guid?)account.Id).ToList();
        var first = lines[0].Number;
        var found = (await db.Set<CampaignLine>().Where(line => line.CampaignId == campaign.Id && line.Verdict == LineVerdict.Found && line.Number < first && ids.Contains(line.AccountId))
            .Select(line => line.AccountId!.Value).ToListAsync(cancellationToken)).ToHashSet();
        foreach (var line in lines)
        {
            var account = accounts.GetValueOrDefault(KeyOf(line));
            var verdict = account is null ? LineVerdict.Unknown
                : found.Contains(account.Id) ? LineVerdict.Duplicate
                : CampaignRules.Check(account, await MatchAsync(campaign, line, account, cancellationToken), dates.TryGetValue(account.Id, out var at) ? at : null, campaign);
            line.Judge(verdict, account?.Id, now);
            if (verdict == LineVerdict.Found)
            {
                found.Add(account!.Id);
            }
        }
    }

    private async Task<LeakedMatch> MatchAsync(Campaign campaign, CampaignLine line, Account account, CancellationToken cancellationToken) =>
        campaign.List != CampaignList.Passwords ? LeakedMatch.NotAsked
        : account.ClosedAt is not null || account.IsCompromised ? LeakedMatch.Differs
        : await passwords.CompareAsync(line, account, cancellationToken);

    private static async Task<Dictionary<string, Account>> AccountsAsync(MainDb db, IReadOnlyList<CampaignLine> lines, CancellationToken cancellationToken)
    {
        var usernames = lines.Where(line => line.Username is not null).Select(line => line.Username!).Distinct(StringComparer.Ordinal).ToList();
        var ids = lines.Where(line => line.AccountId is not null).Select(line => line.AccountId!.Value).Distinct().ToList();
        var named = usernames.Count == 0 ? [] : await db.Set<Account>().AsNoTracking().Where(account => usernames.Contains(account.Username)).ToListAsync(cancellationToken);
        var known = ids.Count == 0 ? [] : await db.Set<Account>().AsNoTracking().Where(account => ids.Contains(account.Id)).ToListAsync(cancellationToken);
        return named.Select(account => (Key: account.Username, Account: account)).Concat(known.Select(account => (Key: account.Id.ToString(), Account: account)))
            .ToDictionary(pair => pair.Key, pair => pair.Account, StringComparer.Ordinal);
    }

    private static string KeyOf(CampaignLine line) => line.Username ?? line.AccountId?.ToString() ?? string.Empty;
}
