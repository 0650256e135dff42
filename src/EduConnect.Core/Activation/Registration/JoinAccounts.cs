using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Activation.Registration;

/// <summary>Ends accounts that were never used in the one their holder has proved to be theirs too (domain 4.2: it joins at activation).</summary>
/// <remarks>As matching does at import: records move, the account goes, its username stays reserved. Proposals that this answers are answered.</remarks>
public sealed class JoinAccounts(TimeProvider clock)
{
    /// <summary>Adds the joining to the next save of <paramref name="db"/>.</summary>
    public async Task AddAsync(MainDb db, RegistrationFamily family, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(actor);
        var (stays, now) = (family.Account, clock.GetUtcNow().UtcDateTime);
        var gone = family.Accounts.Join.Select(account => account.Id).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        var moved = family.Records.Where(record => record.AccountId is { } id && gone.Contains(id)).ToList();
        moved.ForEach(record => record.AccountId = stays.Id);
        foreach (var account in family.Accounts.Join)
        {
            db.Remove(account);
            db.Add(new RetiredUsername { Username = account.Username });
            db.Add(actor.Event("account.joined", now, stays.Id, detail: "same guardian, proved by registration"));
        }

        var records = moved.ConvertAll(record => record.Id);
        var answered = await db.Set<RecordProposal>()
            .Where(proposal => proposal.AnsweredAt == null && (gone.Contains(proposal.AccountId) || (proposal.AccountId == stays.Id && records.Contains(proposal.GuardianRecordId))))
            .ToListAsync(cancellation);
        answered.ForEach(proposal => proposal.AnsweredAt = now);
    }
}
