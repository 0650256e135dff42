using EduConnect.Core.Accounts;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Guardians;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// What the addresses of a chunk mean for accounts whose holder gave none: what stands at the source and is no address is an address in error (domain 3.4, §17),
/// and a corrected one is worth a mail again (row #185). What is no address is not kept: nothing can be sent to it.
/// </summary>
internal sealed class SourceMails(ChunkRunner chunks)
{
    private readonly List<GuardianRecord> _wrong = [];
    private readonly List<GuardianRecord> _corrected = [];
    private readonly List<GuardianRecord> _without = [];

    /// <summary>Notes what an export says of a record; the account may still be given.</summary>
    /// <param name="record">as it is now</param>
    /// <param name="isKnown">whether it was there before</param>
    /// <param name="before">the address it had</param>
    /// <param name="source">what the export says</param>
    public void Note(GuardianRecord record, bool isKnown, string? before, GuardianSource source)
    {
        if (source.HasWrongMail)
        {
            _wrong.Add(record);
        }
        else if (isKnown && record.Mail != before)
        {
            _corrected.Add(record);
        }
        else if (isKnown && record.Mail is null && (source.Operation == AafOperation.Add || source.Has(GuardianField.Mail)))
        {
            _without.Add(record);
        }
    }

    /// <summary>Tells the accounts, which all exist by now.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_wrong.Count + _corrected.Count + _without.Count == 0)
        {
            return;
        }

        // The other records of an account are asked of the store.
        await chunks.Db.SaveChangesAsync(cancellationToken);
        if (Ids(_corrected) is { Length: > 0 } corrected)
        {
            await SetAsync(Accounts(corrected).Where(account => account.MailInError), false, cancellationToken);
        }

        // An address that came back stays in error: another school's record has it.
        if (Ids(_without) is { Length: > 0 } without)
        {
            await SetAsync(Without(without).Where(account => account.MailInError), false, cancellationToken);
        }

        if (Ids(_wrong) is { Length: > 0 } wrong)
        {
            await SetAsync(Without(wrong).Where(account => !account.MailInError), true, cancellationToken);
        }
    }

    private static Guid[] Ids(List<GuardianRecord> records) => [.. records.Select(record => record.AccountId).OfType<Guid>().Distinct()];

    private IQueryable<Account> Accounts(Guid[] ids) => chunks.Db.Set<Account>().Where(account => account.Mail == null && EF.Parameter(ids).Contains(account.Id));

    private IQueryable<Account> Without(Guid[] ids) =>
        Accounts(ids).Where(account => !chunks.Db.Set<GuardianRecord>().Any(record => record.AccountId == account.Id && record.GoneAt == null && record.Mail != null));

    private static Task<int> SetAsync(IQueryable<Account> accounts, bool isInError, CancellationToken cancellationToken) =>
        accounts.ExecuteUpdateAsync(row => row.SetProperty(account => account.MailInError, isInError).SetProperty(account => account.Version, account => account.Version + 1), cancellationToken);
}
