using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>One of two guardians who may be one person, as the school knows them: nothing of another school.</summary>
/// <param name="Record">as the source of this school knows them</param>
/// <param name="Rows">the account, once for each child in this school; never empty</param>
public sealed record ComparedGuardian(GuardianRecord Record, IReadOnlyList<ListRow> Rows)
{
    /// <summary>The account.</summary>
    public Guid AccountId => Rows[0].AccountId;

    /// <summary>State of the account.</summary>
    public AccountState State => Rows[0].State;

    /// <summary>The same as <see cref="JoinRules"/> see it.</summary>
    internal AccountState Seen => JoinRules.Seen(State, Rows[0].IsCompromised);

    /// <summary>First name and usual name.</summary>
    public string FullName => $"{Record.FirstName} {Record.UsualName}".Trim();
}

/// <summary>Two guardians side by side.</summary>
/// <param name="Id">the doubt</param>
/// <param name="Names">how much alike the names are</param>
/// <param name="Shared">what is common beside them</param>
/// <param name="First">one guardian</param>
/// <param name="Second">the other</param>
/// <param name="Oldest">the account that was made first: it stays when both become one</param>
public sealed record GuardianComparison(Guid Id, NameLikeness Names, SharedFacts Shared, ComparedGuardian First, ComparedGuardian Second, Guid Oldest)
{
    /// <summary>The one whose account stays when both become one.</summary>
    public ComparedGuardian Stays => First.AccountId == Oldest ? First : Second;

    /// <summary>The one whose account goes then.</summary>
    public ComparedGuardian Goes => First.AccountId == Oldest ? Second : First;

    /// <summary>What "the same person" would do.</summary>
    public JoinEffect Effect => JoinRules.Judge(First.Seen, Second.Seen);
}

/// <summary>Reads the two guardians of a doubt side by side. Changes nothing, so it goes on during maintenance.</summary>
[UseCase(Effect.Reads)]
public sealed class CompareGuardians(IDbContextFactory<MainDb> main)
{
    /// <summary>Reads them.</summary>
    /// <returns>null when the school has no such doubt that waits: decided, gone and foreign are not told apart (S-TN1)</returns>
    public async Task<GuardianComparison?> RunAsync(EstablishmentScope scope, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        if (await OpenDoubts.Of(db).SingleOrDefaultAsync(doubt => doubt.Id == id, cancellationToken) is not { } open)
        {
            return null;
        }

        var rows = await ListRows.Of(db, ListKind.Guardians).Where(row => row.AccountId == open.FirstAccount || row.AccountId == open.SecondAccount)
            .OrderBy(row => row.PupilSearch).ToListAsync(cancellationToken);
        var records = await db.Set<GuardianRecord>().AsNoTracking().Where(record => record.Id == open.FirstRecord || record.Id == open.SecondRecord).ToListAsync(cancellationToken);
        var oldest = await db.Set<Account>().Where(account => account.Id == open.FirstAccount || account.Id == open.SecondAccount)
            .OrderBy(account => account.CreatedAt).ThenBy(account => account.Id).Select(account => account.Id).FirstOrDefaultAsync(cancellationToken);
        var (first, second) = (Guardian(open.FirstRecord, open.FirstAccount), Guardian(open.SecondRecord, open.SecondAccount));
        return first.Rows.Count == 0 || second.Rows.Count == 0 ? null : new GuardianComparison(open.Id, open.Names, open.Shared, first, second, oldest);

        ComparedGuardian Guardian(Guid record, Guid account) =>
            new(records.Single(one => one.Id == record), [.. rows.Where(row => row.AccountId == account).DistinctBy(row => (row.PupilId, row.Tie))]);
    }
}
