using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>
/// Makes one account of two that nobody was told about, as matching does at import: records move, the later account goes, its username stays reserved. Inside the
/// caller's transaction and save.
/// </summary>
internal sealed class GuardianJoin(MainDb db, DateTime now)
{
    public async Task AddAsync(Account stays, Account goes, CancellationToken cancellationToken)
    {
        var records = await db.Set<GuardianRecord>().Where(record => record.AccountId == goes.Id).ToListAsync(cancellationToken);
        records.ForEach(record => record.AccountId = stays.Id);
        await SettleProposalsAsync(stays, goes, records.ConvertAll(record => record.Id), cancellationToken);
        await db.Set<AccountLink>().Where(link => link.AccountId == goes.Id).ExecuteDeleteAsync(cancellationToken);
        db.Remove(goes);
        db.Add(new RetiredUsername { Username = goes.Username });
    }

    // What was proposed to the account that goes is proposed to the one that stays; what was proposed between the two is answered.
    private async Task SettleProposalsAsync(Account stays, Account goes, List<Guid> moved, CancellationToken cancellationToken)
    {
        var own = await db.Set<GuardianRecord>().Where(record => record.AccountId == stays.Id).Select(record => record.Id).ToListAsync(cancellationToken);
        var asked = await db.Set<RecordProposal>().Where(proposal => proposal.AccountId == stays.Id || proposal.AccountId == goes.Id).ToListAsync(cancellationToken);
        foreach (var proposal in asked.Where(proposal => proposal.AnsweredAt is null))
        {
            var isOwn = moved.Contains(proposal.GuardianRecordId) || own.Contains(proposal.GuardianRecordId);
            if (proposal.AccountId == goes.Id && !isOwn && !asked.Exists(other => other.AccountId == stays.Id && other.GuardianRecordId == proposal.GuardianRecordId))
            {
                db.Add(new RecordProposal { GuardianRecordId = proposal.GuardianRecordId, AccountId = stays.Id, ProposedAt = proposal.ProposedAt });
            }

            proposal.AnsweredAt = isOwn || proposal.AccountId == goes.Id ? now : null;
        }
    }
}
