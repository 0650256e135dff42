using System.Linq.Expressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Gives the guardian records of one chunk their accounts: joins those of the same person, makes the others, notes what is only proposed.</summary>
internal sealed class GuardianAccounts(ChunkRunner chunks, UsernameAllocator usernames, DirectoryIds ids)
{
    private readonly Dictionary<string, List<Holder>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, AccountView> _accounts = [];
    private readonly Dictionary<Guid, Guid> _merged = [];
    private readonly List<(Guid Account, GuardianRecord First)> _new = [];
    private readonly HashSet<(Guid Record, Guid Account)> _proposals = [];
    private readonly List<Holder> _holders = [];
    private readonly List<GuardianRecord> _found = [];

    /// <param name="records">Entitled records, tracked or about to be inserted; those that have an account are looked at again because names or contacts changed.</param>
    /// <param name="counts">Counts of the chunk.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task GiveAsync(IReadOnlyCollection<GuardianRecord> records, ImportCounts counts, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        await LoadAsync(records, cancellationToken);
        foreach (var record in records)
        {
            Give(record);
        }

        foreach (var holder in _holders.Where(holder => holder.Record is not null))
        {
            holder.Record!.AccountId = holder.AccountId;
        }

        await MoveAsync(counts.Accounts, cancellationToken);
        await MakeAsync(counts.Accounts, cancellationToken);
        await ProposeAsync(cancellationToken);
    }

    private async Task LoadAsync(IReadOnlyCollection<GuardianRecord> records, CancellationToken cancellationToken)
    {
        var named = records.Where(record => record.FirstName.Length > 0 && (record.Mobile ?? record.Mail) is not null).ToList();
        var mobiles = named.Where(record => record.Mobile is not null).Select(record => record.Mobile).Distinct(StringComparer.Ordinal).ToArray();
        var mails = named.Where(record => record.Mail is not null).Select(record => record.Mail).Distinct(StringComparer.Ordinal).ToArray();
        var here = records.Select(record => record.Id).ToHashSet();
        var all = chunks.Db.Set<GuardianRecord>().AsNoTracking();
        await FindAsync(all.Where(record => record.Mobile != null && EF.Parameter(mobiles).Contains(record.Mobile)), here, cancellationToken);
        await FindAsync(all.Where(record => record.Mail != null && EF.Parameter(mails).Contains(record.Mail)), here, cancellationToken);
        await SeeAsync(_found, account => account.ClosedAt == null, cancellationToken);
        foreach (var record in _found.Where(record => _accounts.ContainsKey(record.AccountId!.Value)))
        {
            Hold(new Holder(record.Id, record.AccountId!.Value, null), GuardianMatching.Keys(record));
        }

        await SeeAsync(records, _ => true, cancellationToken);
    }

    /// <summary>Records by one key, their accounts in a question of its own: joined, or with a second condition, the engine may start from the accounts of the nation.</summary>
    private async Task FindAsync(IQueryable<GuardianRecord> records, HashSet<Guid> here, CancellationToken cancellationToken)
    {
        await foreach (var record in records.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (record.AccountId is not null && here.Add(record.Id))
            {
                _found.Add(record);
            }
        }
    }

    private async Task SeeAsync(IEnumerable<GuardianRecord> records, Expression<Func<Account, bool>> which, CancellationToken cancellationToken)
    {
        var sought = records.Where(record => record.AccountId is not null).Select(record => record.AccountId!.Value).Distinct().ToArray();
        if (sought.Length == 0)
        {
            return;
        }

        var views = chunks.Db.Set<Account>().Where(account => EF.Parameter(sought).Contains(account.Id)).Where(which)
            .Select(account => new AccountView(account.Id, account.State, account.CreatedAt, account.IsCompromised));
        await foreach (var view in views.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _accounts[view.Id] = view;
        }
    }

    private void Hold(Holder holder, IEnumerable<string> keys)
    {
        _holders.Add(holder);
        foreach (var key in keys)
        {
            if (!_byKey.TryGetValue(key, out var list))
            {
                _byKey[key] = list = [];
            }

            list.Add(holder);
        }
    }

    private void Give(GuardianRecord record)
    {
        var keys = GuardianMatching.Keys(record).ToList();
        var same = keys.SelectMany(key => _byKey.GetValueOrDefault(key) ?? []).Where(holder => holder.RecordId != record.Id)
            .Select(holder => _accounts[holder.AccountId]).ToList();
        var own = record.AccountId is { } id ? _accounts.GetValueOrDefault(_merged.GetValueOrDefault(id, id)) : null;
        var decision = GuardianMatching.Decide(own, same);
        var account = decision.Join ?? own?.Id ?? New(record);
        if (own is not null && decision.Join is { } joined && joined != own.Id)
        {
            Merge(own.Id, joined);
        }

        foreach (var merged in decision.Merge.Where(merged => merged != account))
        {
            Merge(merged, account);
        }

        _proposals.UnionWith(decision.Propose.Select(told => (record.Id, told)));
        foreach (var offered in decision.Offered)
        {
            _proposals.UnionWith(_holders.Where(holder => holder.AccountId == offered).Select(holder => (holder.RecordId, account)));
        }

        Hold(new Holder(record.Id, account, record), keys);
    }

    private Guid New(GuardianRecord record)
    {
        var account = ids.Account(record.Id);
        _new.Add((account, record));
        _accounts[account] = new AccountView(account, AccountState.NotInformed, chunks.Now);
        return account;
    }

    private void Merge(Guid from, Guid into)
    {
        _merged[from] = into;
        foreach (var earlier in _merged.Where(pair => pair.Value == from).Select(pair => pair.Key).ToList())
        {
            _merged[earlier] = into;
        }

        foreach (var holder in _holders.Where(holder => holder.AccountId == from))
        {
            holder.AccountId = into;
        }
    }

    /// <summary>Moves the stored records of joined accounts, and retires those accounts with their usernames.</summary>
    private async Task MoveAsync(EntityCounts counts, CancellationToken cancellationToken)
    {
        var gone = _merged.Keys.Except(_new.Select(made => made.Account)).ToArray();
        if (gone.Length == 0)
        {
            return;
        }

        foreach (var record in await chunks.Db.Set<GuardianRecord>().AsTracking().Where(record => record.AccountId != null && EF.Parameter(gone).Contains(record.AccountId.Value)).ToListAsync(cancellationToken))
        {
            if (record.AccountId is { } account && _merged.TryGetValue(account, out var into))
            {
                record.AccountId = into;
            }

            counts.Changed++;
        }

        foreach (var account in await chunks.Db.Set<Account>().AsTracking().Where(account => EF.Parameter(gone).Contains(account.Id)).ToListAsync(cancellationToken))
        {
            if (account is not { State: AccountState.NotInformed, IsCompromised: false, ClosedAt: null })
            {
                // Its holder was told, or it was found in a leak, since the rule was asked (domain 4.2): the chunk is worked out again, from what is there now.
                throw new DbUpdateConcurrencyException("An account was informed, or flagged, while it was being joined.");
            }

            chunks.Db.Remove(account);
            chunks.Db.Add(new RetiredUsername { Username = account.Username });
            chunks.Db.Add(Actor.Service.Event("account.joined", chunks.Now, _merged[account.Id], detail: "same guardian in another source"));
            counts.Gone++;
        }
    }

    private async Task MakeAsync(EntityCounts counts, CancellationToken cancellationToken)
    {
        var made = _new.Where(pair => !_merged.ContainsKey(pair.Account)).ToList();
        var given = await usernames.AllocateAsync(chunks.Db, chunks.Bulk, made.ConvertAll(pair => UsernameBase.Of(pair.First.FirstName, pair.First.FamilyName)), cancellationToken);
        var accounts = made.Select((pair, i) => new Account { Id = pair.Account, Kind = AccountKind.Guardian, Username = given[i], CreatedAt = chunks.Now }).ToList();
        counts.Added += accounts.Count;
        await chunks.Bulk.InsertAsync(chunks.Db, accounts, cancellationToken);
    }

    private async Task ProposeAsync(CancellationToken cancellationToken)
    {
        if (_proposals.Count == 0)
        {
            return;
        }

        var records = _proposals.Select(proposal => proposal.Record).Distinct().ToArray();
        var known = await chunks.Db.Set<RecordProposal>().Where(proposal => EF.Parameter(records).Contains(proposal.GuardianRecordId))
            .Select(proposal => new { proposal.GuardianRecordId, proposal.AccountId }).ToListAsync(cancellationToken);
        _proposals.ExceptWith(known.Select(proposal => (proposal.GuardianRecordId, proposal.AccountId)));
        chunks.Db.AddRange(_proposals.OrderBy(proposal => proposal).Select(proposal => new RecordProposal
        {
            GuardianRecordId = proposal.Record,
            AccountId = proposal.Account,
            ProposedAt = chunks.Now,
        }));
    }

    /// <summary>A record that holds an account, for the length of one chunk.</summary>
    private sealed class Holder(Guid recordId, Guid accountId, GuardianRecord? record)
    {
        public Guid RecordId { get; } = recordId;

        public Guid AccountId { get; set; } = accountId;

        /// <summary>The record itself when it belongs to the chunk.</summary>
        public GuardianRecord? Record { get; } = record;
    }
}
