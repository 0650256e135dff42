using System.Text.Json;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Lists;

/// <summary>What became of the boxes of a page.</summary>
public enum BoxesTaken
{
    /// <summary>All are taken over.</summary>
    All,

    /// <summary>All but those of accounts that their holders have joined to another one since the page was shown.</summary>
    ListChanged,

    /// <summary>None: one of them is not in this list of this school (S-TN4).</summary>
    None,
}

/// <summary>The selections of lists. They live in the operational store, so that ticking boxes goes on during maintenance.</summary>
public sealed class Selections(IDbContextFactory<OperationalDb> operational, SchoolList lists, StorageProvider provider, TimeProvider clock)
{
    /// <summary>Most accounts that one form may tick: both guardians of 3,000 pupils.</summary>
    public const int MostBoxes = 6_000;

    /// <summary>The accounts selected now.</summary>
    public async Task<HashSet<Guid>> ResolveAsync(EstablishmentScope scope, ListKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, scope, kind, cancellationToken) is { } selection ? await ResolveAsync(scope, selection, cancellationToken) : [];
    }

    /// <summary>Takes over the boxes of a page.</summary>
    /// <param name="scope">whose selection</param>
    /// <param name="kind">in which list</param>
    /// <param name="seen">accounts whose boxes the page showed</param>
    /// <param name="ticked">those that were ticked</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<BoxesTaken> ApplyAsync(EstablishmentScope scope, ListKind kind, IReadOnlySet<Guid> seen, IReadOnlySet<Guid> ticked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var all = seen.Union(ticked).ToHashSet();
        if (all.Count > MostBoxes)
        {
            return BoxesTaken.None;
        }

        var present = await lists.PresentAsync(scope.School.Id, kind, all, cancellationToken);
        if (present.Count != all.Count && !await lists.WereJoinedAsync(scope.School.Id, kind, [.. all.Except(present)], cancellationToken))
        {
            return BoxesTaken.None;
        }

        await ChangeAsync(scope, kind, selection =>
        {
            var (added, removed) = (Read(selection.Added), Read(selection.Removed));
            added.ExceptWith(seen);
            removed.ExceptWith(seen);
            added.UnionWith(ticked.Intersect(present));
            removed.UnionWith(seen.Except(ticked).Intersect(present));
            selection.Added = JsonSerializer.Serialize(added);
            selection.Removed = selection.Everything is null ? "[]" : JsonSerializer.Serialize(removed);
        }, cancellationToken);
        return present.Count == all.Count ? BoxesTaken.All : BoxesTaken.ListChanged;
    }

    /// <summary>"Tout sélectionner": the whole result of a search, all pages.</summary>
    public Task SelectAllAsync(EstablishmentScope scope, ListKind kind, ListSearch search, CancellationToken cancellationToken) =>
        ChangeAsync(scope, kind, selection => (selection.Everything, selection.Added, selection.Removed) = (JsonSerializer.Serialize(search), "[]", "[]"), cancellationToken);

    /// <summary>"Ne garder que cette recherche": whoever it does not find is no longer selected.</summary>
    public async Task KeepFoundAsync(EstablishmentScope scope, ListKind kind, ListSearch search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var kept = await ResolveAsync(scope, kind, cancellationToken);
        kept.IntersectWith(await lists.PeopleAsync(scope.School.Id, kind, search, cancellationToken));
        await PutAsync(scope, kind, kept, cancellationToken);
    }

    /// <summary>Selects these accounts and nobody else. Those that the list does not hold are left out (S-TN4).</summary>
    public async Task ReplaceAsync(EstablishmentScope scope, ListKind kind, IReadOnlyCollection<Guid> accounts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await PutAsync(scope, kind, await lists.PresentAsync(scope.School.Id, kind, accounts, cancellationToken), cancellationToken);
    }

    /// <summary>How many of some accounts a search of their list does not find; none for no search.</summary>
    public async Task<int> CountOutsideAsync(EstablishmentScope scope, ListKind kind, IReadOnlySet<Guid> accounts, ListSearch? search, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(accounts);
        return accounts.Count == 0 || search is null ? 0 : accounts.Except(await lists.PeopleAsync(scope.School.Id, kind, search, cancellationToken)).Count();
    }

    /// <summary>"Tout désélectionner".</summary>
    public Task ClearAsync(EstablishmentScope scope, ListKind kind, CancellationToken cancellationToken) =>
        ChangeAsync(scope, kind, selection => (selection.Everything, selection.Added, selection.Removed) = (null, "[]", "[]"), cancellationToken);

    private Task PutAsync(EstablishmentScope scope, ListKind kind, IReadOnlySet<Guid> accounts, CancellationToken cancellationToken) =>
        ChangeAsync(scope, kind, selection => (selection.Everything, selection.Added, selection.Removed) = (null, JsonSerializer.Serialize(accounts), "[]"), cancellationToken);

    private async Task<HashSet<Guid>> ResolveAsync(EstablishmentScope scope, ListSelection selection, CancellationToken cancellationToken)
    {
        var accounts = selection.Everything is { } everything
            ? await lists.PeopleAsync(scope.School.Id, selection.Kind, JsonSerializer.Deserialize<ListSearch>(everything)!, cancellationToken)
            : [];
        accounts.UnionWith(Read(selection.Added));
        accounts.ExceptWith(Read(selection.Removed));
        return accounts;
    }

    private async Task ChangeAsync(EstablishmentScope scope, ListKind kind, Action<ListSelection> change, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(scope, kind, change, cancellationToken);
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            // Two first forms of a list at once: the other one has made the row, and this one changes it.
            await SaveAsync(scope, kind, change, cancellationToken);
        }
    }

    private async Task SaveAsync(EstablishmentScope scope, ListKind kind, Action<ListSelection> change, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await FindAsync(db, scope, kind, cancellationToken) is not { } selection)
        {
            await db.Set<ListSelection>().Where(old => old.ChangedAt < now.AddDays(-1)).ExecuteDeleteAsync(cancellationToken);
            selection = new ListSelection { SessionId = scope.Agent.SessionId, SchoolId = scope.School.Id, Kind = kind };
            db.Add(selection);
        }

        change(selection);
        selection.ChangedAt = now;
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Task<ListSelection?> FindAsync(OperationalDb db, EstablishmentScope scope, ListKind kind, CancellationToken cancellationToken) =>
        db.Set<ListSelection>().FirstOrDefaultAsync(row => row.SessionId == scope.Agent.SessionId && row.SchoolId == scope.School.Id && row.Kind == kind, cancellationToken);

    private static HashSet<Guid> Read(string json) => JsonSerializer.Deserialize<HashSet<Guid>>(json)!;
}
