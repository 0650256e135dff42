using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Core.Schools.Details;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Informing;

/// <summary>
/// Makes the sheets of a finished operation as one PDF, from the data of this moment and in memory only (S-PP9): the same passwords
/// however often it is made, none for whoever has chosen one meanwhile. Every making is an event, and so is every password in clear (S-PP6).
/// </summary>
[UseCase(Effect.Reads)]
public sealed class InformSheets(
    IDbContextFactory<MainDb> main, SchoolList lists, ProvisionalPasswords passwords, LetterPress press, AgentJournal journal, WatchShownPasswords watch, ServiceOptions service, TimeProvider clock)
{
    private const int ChunkSize = 500;
    private const string MyAccountPath = "/mon-compte";

    /// <summary>Makes the document.</summary>
    /// <param name="scope">who, for which school</param>
    /// <param name="operation">a finished <c>inform</c> operation of this school and agent</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <exception cref="LettersUnavailableException">the worker or a key is missing</exception>
    public async Task<byte[]> RunAsync(EstablishmentScope scope, Operation operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(operation);
        var order = InformOrder.Read(operation.Argument);
        var accounts = await AccountsAsync(scope, operation.Id, cancellationToken);
        var rows = await lists.RowsAsync(scope.School.Id, order.Kind, accounts.Keys.ToHashSet(), cancellationToken);
        var job = Job(scope.School, order, rows, accounts, await OwnAddressAsync(scope, order.Kind, cancellationToken));
        var now = clock.GetUtcNow().UtcDateTime;
        var clear = rows.Where(row => row.IsNamed).Select(row => row.AccountId).Distinct().Where(id => accounts.TryGetValue(id, out var account) && account.HasProvisional(now)).ToList();
        await journal.WriteAsync(
            "agent.sheets-made", scope.Agent.Agent.Id, scope.School.Id, $"{job.Sheets} sheets, {clear.Count} passwords, operation {operation.Id}", scope.Actor.Network, cancellationToken);
        await journal.WriteAsync(scope, RevealPassword.Code, clear, "sheets", cancellationToken);
        await watch.NoteAsync(scope, clear.Count, cancellationToken);
        return await press.PrintAsync(job, cancellationToken);
    }

    /// <summary>The letters of some rows; each person once, under the class of the first child. A child whose tie was reported as wrong is not named (domain 7.2).</summary>
    public LetterJob Job(School school, InformOrder order, IReadOnlyList<ListRow> rows, IReadOnlyDictionary<Guid, Account> accounts, string? ownAddress = null)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(accounts);
        var people = rows.Where(row => row.IsNamed).GroupBy(row => row.AccountId).Where(person => accounts.ContainsKey(person.Key))
            .Select(person => (Class: person.First().ClassId, Person: Person(accounts[person.Key], [.. person])));
        return new LetterJob(
            order.Kind.IsOfPupils() ? LetterKind.Pupil : LetterKind.Guardian,
            order.PerPage,
            ParisTime.OnPaper(clock.GetUtcNow().UtcDateTime),
            new LetterSchool(school.TitledName, [.. Address(school).Where(line => line.Length > 0)], school.Uai, (int)school.Degree),
            [.. Addresses(order.Kind), .. ownAddress is { } own ? [own] : Array.Empty<string>()],
            service.PublicOrigin + MyAccountPath,
            service.Demonstration,
            [.. people.GroupBy(one => one.Class).Select(group => new LetterClass([.. group.Select(one => one.Person)]))]);
    }

    private LetterPerson Person(Account account, IReadOnlyList<ListRow> rows)
    {
        var first = rows[0];
        var (name, firstName) = first.GuardianName is { } guardian ? (guardian, first.GuardianFirstName ?? string.Empty) : (first.PupilName, first.PupilFirstName);
        var now = clock.GetUtcNow().UtcDateTime;
        var password = account.HasProvisional(now) ? passwords.Open(account) ?? throw new LettersUnavailableException("The key of the provisional passwords is missing.") : null;
        return new LetterPerson(
            $"{firstName} {name}".Trim(),
            $"{name} {firstName}".Trim(),
            firstName,
            string.IsNullOrEmpty(first.GuardianCivility) ? null : first.GuardianCivility,
            first.ClassName ?? string.Empty,
            first.ClassLabel ?? string.Empty,
            account.Username,
            password?.Reveal(),
            password is null ? null : ParisTime.OnPaper(account.ProvisionalExpiresAt!.Value),
            account.PasswordAt(now),
            account.State,
            account.IsCompromised,
            first.GuardianName is null ? [] : [.. rows.Select(row => new LetterChild($"{row.PupilFirstName} {row.PupilName}", row.ClassName ?? string.Empty, row.Tie == GuardianKind.LegalGuardian))]);
    }

    // Legal guardians: the portal; the others carry only what their school adds in its settings (domain 10.12).
    private IReadOnlyList<string> Addresses(ListKind kind) => ReadSchoolAddresses.CarriesPortal(kind)
        ? [service.PortalAddress.Length > 0 ? service.PortalAddress : service.PublicOrigin]
        : [];

    private static IEnumerable<string> Address(School school) => [school.Street, $"{school.PostCode} {school.Town}".Trim()];

    private async Task<string?> OwnAddressAsync(EstablishmentScope scope, ListKind kind, CancellationToken cancellationToken)
    {
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await ReadSchoolAddresses.ShownAsync(db, kind, cancellationToken);
    }

    private async Task<Dictionary<Guid, Account>> AccountsAsync(EstablishmentScope scope, Guid operationId, CancellationToken cancellationToken)
    {
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var ids = await db.Set<InformedAccount>().Where(informed => informed.OperationId == operationId && informed.By == InformedBy.Sheet)
            .Select(informed => informed.AccountId).ToListAsync(cancellationToken);
        Dictionary<Guid, Account> accounts = [];
        foreach (var chunk in ids.Chunk(ChunkSize))
        {
            foreach (var account in await db.Set<Account>().AsNoTracking().Where(account => chunk.Contains(account.Id)).ToListAsync(cancellationToken))
            {
                accounts[account.Id] = account;
            }
        }

        return accounts;
    }
}
