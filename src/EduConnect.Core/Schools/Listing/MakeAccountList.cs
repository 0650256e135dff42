using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools.Details;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Listing;

/// <summary>
/// Lister les comptes (domain 10.8): the accounts of a selection as CSV or PDF, in memory only (S-PP9). Changes nothing, so it goes on during maintenance.
/// Every list is an event, and so is every password in clear (S-PP6).
/// </summary>
[UseCase(Effect.Reads)]
public sealed class MakeAccountList(
    IDbContextFactory<MainDb> main, SchoolList lists, ProvisionalPasswords passwords, LetterPress press, AgentJournal journal, WatchShownPasswords watch, ServiceOptions service, TimeProvider clock)
{
    /// <summary>Code of the event of a list.</summary>
    public const string Code = "agent.list-made";

    private const int ChunkSize = 500;

    /// <summary>Makes the list of these accounts.</summary>
    /// <param name="scope">who, for which school</param>
    /// <param name="kind">the list they stand in; others are left out</param>
    /// <param name="accountIds">the selection, resolved by the server</param>
    /// <param name="asPdf">PDF; otherwise CSV</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <exception cref="LettersUnavailableException">the worker or a key is missing</exception>
    public async Task<byte[]> RunAsync(EstablishmentScope scope, ListKind kind, IReadOnlySet<Guid> accountIds, bool asPdf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var listed = await ReadAsync(scope, kind, accountIds, cancellationToken);
        var clear = listed.Where(one => one.Password is not null).Select(one => one.Row.AccountId).Distinct().ToList();
        await journal.WriteAsync(
            Code, scope.Agent.Agent.Id, scope.School.Id, $"{kind}, {(asPdf ? "PDF" : "CSV")}, {listed.Count} rows, {clear.Count} passwords", scope.Actor.Network, cancellationToken);
        await journal.WriteAsync(scope, RevealPassword.Code, clear, "list", cancellationToken);
        await watch.NoteAsync(scope, clear.Count, cancellationToken);
        return asPdf ? await press.PrintAsync(Job(scope.School, kind, listed), cancellationToken) : AccountCsv.Write(scope.School, kind, listed);
    }

    private async Task<List<ListedAccount>> ReadAsync(EstablishmentScope scope, ListKind kind, IReadOnlySet<Guid> accountIds, CancellationToken cancellationToken)
    {
        var rows = await lists.RowsAsync(scope.School.Id, kind, accountIds, cancellationToken);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        Dictionary<Guid, Account> accounts = [];
        foreach (var chunk in rows.Select(row => row.AccountId).Distinct().Chunk(ChunkSize))
        {
            foreach (var account in await db.Set<Account>().AsNoTracking().Where(account => chunk.Contains(account.Id)).ToListAsync(cancellationToken))
            {
                accounts[account.Id] = account;
            }
        }

        var codes = rows.Select(row => row.MefCode).OfType<string>().Distinct().ToList();
        var mefs = await db.Set<Mef>().AsNoTracking().Where(mef => codes.Contains(mef.Code)).ToDictionaryAsync(mef => mef.Code, mef => mef.Label, cancellationToken);
        return [.. rows.Where(row => accounts.ContainsKey(row.AccountId)).Select(row => Listed(row, accounts[row.AccountId], mefs))
            .OrderBy(one => one.Mef ?? string.Empty, StringComparer.Ordinal).ThenBy(one => one.Row.ClassName ?? string.Empty, StringComparer.Ordinal)
            .ThenBy(one => one.Row.PupilSearch, StringComparer.Ordinal).ThenBy(one => one.Row.GuardianSearch, StringComparer.Ordinal)];
    }

    private ListedAccount Listed(ListRow row, Account account, Dictionary<string, string> mefs)
    {
        var kind = account.PasswordAt(clock.GetUtcNow().UtcDateTime);
        var password = kind == PasswordKind.Provisional ? passwords.Open(account) ?? throw new LettersUnavailableException("The key of the provisional passwords is missing.") : null;
        return new ListedAccount(row, row.MefCode is { } code ? mefs.GetValueOrDefault(code, code) : null, account.Mode, kind, password);
    }

    private AccountListJob Job(School school, ListKind kind, List<ListedAccount> listed)
    {
        var words = ListWords.All;
        return new AccountListJob(
            words.Titles[kind.ToString()], ParisTime.OnPaper(clock.GetUtcNow().UtcDateTime), school.TitledName, school.Uai, school.Town,
            kind.IsOfPupils() ? [] : words.GuardianNames[kind.ToString()], service.Demonstration,
            [.. listed.GroupBy(one => (one.Mef, one.Row.ClassName, one.Row.ClassLabel)).Select(group => new AccountListGroup(
                group.Key.Mef, group.Key.ClassName, group.Key.ClassLabel, [.. group.Select(one => Cells(one, words))]))]);
    }

    private static IReadOnlyList<string> Cells(ListedAccount one, ListWords words) =>
    [
        one.Row.PupilName, one.Row.PupilFirstName,
        .. one.Row.GuardianName is { } name ? new[] { name, one.Row.GuardianFirstName ?? string.Empty } : [],
        words.States[one.Row.State.ToString()], one.Row.Username,
        one.Password is { } password ? password.Reveal() : one.Kind == PasswordKind.Chosen ? words.ChosenPassword : string.Empty,
    ];
}
