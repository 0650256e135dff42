using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Campaigns.Checking;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Applying;

/// <summary>Flags some accounts of a campaign in one transaction: flag, passwords, verdicts, audit events. Their sessions end everywhere.</summary>
public sealed class ApplyChunk(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, TimeProvider clock)
{
    /// <summary>Code of the audit event of each account.</summary>
    public const string Code = "account.compromised";

    private const int Size = 200;

    /// <summary>Flags the next accounts.</summary>
    /// <returns>lines dealt with; 0 when none is left, null when the campaign was stopped</returns>
    /// <exception cref="DbUpdateException">one of the accounts changed meanwhile: nothing was saved</exception>
    public async Task<int?> ApplyAsync(Guid campaignId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == campaignId && one.State == CampaignState.Applying, cancellationToken) is not { } campaign)
        {
            return null;
        }

        var lines = await db.Set<CampaignLine>().Where(line => line.CampaignId == campaignId && line.Verdict == LineVerdict.Found)
            .OrderBy(line => line.Number).Take(Size).ToListAsync(cancellationToken);
        var ids = lines.Select(line => line.AccountId).ToList();
        var accounts = await db.Set<Account>().Where(account => ids.Contains(account.Id)).ToDictionaryAsync(account => account.Id, cancellationToken);
        var dates = await PasswordDates.OfAsync(db, accounts.Values, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        List<Guid> flagged = [];
        foreach (var line in lines)
        {
            var account = line.AccountId is { } id ? accounts.GetValueOrDefault(id) : null;
            var before = account?.State;
            if (Flag(campaign, line, account, account is not null && dates.TryGetValue(account.Id, out var at) ? at : null, now))
            {
                flagged.Add(account!.Id);
                db.Add(actor.Event(Code, now, account.Id, detail: $"{before} to {account.State}, campaign {campaignId}"));
            }
        }

        // A link that whoever knew the password asked for would confirm an address of theirs.
        await AccountLinks.KillAllAsync(db, flagged, now, cancellationToken);
        // Before the save: if it fails, somebody has to sign in again, which is the lesser evil. Afterwards: who signed in with the old password in between.
        await SignOutAsync(flagged, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await SignOutAsync(flagged, now, cancellationToken);
        return lines.Count;
    }

    /// <summary>Ends once more the sessions of the accounts flagged last, as long as they are flagged: the worker may have died between the save and the second sign-out.</summary>
    public async Task SignLastOutAsync(Guid campaignId, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var last = await db.Set<CampaignLine>().Where(line => line.CampaignId == campaignId && line.Verdict == LineVerdict.Applied)
            .OrderByDescending(line => line.Number).Take(Size).Select(line => line.AccountId).ToListAsync(cancellationToken);
        var flagged = await db.Set<Account>().Where(account => last.Contains(account.Id) && account.IsCompromised).Select(account => account.Id).ToListAsync(cancellationToken);
        await SignOutAsync(flagged, clock.GetUtcNow().UtcDateTime, cancellationToken);
    }

    private static bool Flag(Campaign campaign, CampaignLine line, Account? account, DateTime? chosenAt, DateTime now)
    {
        line.Verdict = account is null ? LineVerdict.Closed
            : CampaignRules.Apply(account, campaign.List == CampaignList.Passwords, line.CheckedAt ?? campaign.CreatedAt, chosenAt, campaign);
        if (line.Verdict != LineVerdict.Found || account!.Compromise() != AccountRefusal.None)
        {
            return false;
        }

        (line.Verdict, line.AppliedAt) = (LineVerdict.Applied, now);
        return true;
    }

    // Visits begun with the old password end too: one that only has to confirm an address could go on otherwise.
    private async Task SignOutAsync(List<Guid> accounts, DateTime now, CancellationToken cancellationToken)
    {
        if (accounts.Count > 0)
        {
            await using var db = await operational.CreateDbContextAsync(cancellationToken);
            await Sessions.EndAllAsync(db, accounts, now, cancellationToken);
            await db.Set<ActivationState>().Where(state => accounts.Contains(state.AccountId)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
