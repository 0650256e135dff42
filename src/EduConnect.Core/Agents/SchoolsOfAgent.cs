using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>Which schools an agent may administer: the one place where rights become schools (S-TN1).</summary>
[UseCase(Effect.Reads)]
public sealed class SchoolsOfAgent(IDbContextFactory<MainDb> main)
{
    /// <summary>The schools a module covers, by town then name; <paramref name="search"/> is a UAI or part of a name or town.</summary>
    /// <returns>one page and the number in all</returns>
    public async Task<(IReadOnlyList<School> Page, int Total)> RunAsync(
        SignedInAgent agent, AgentModule module, string? search, int skip, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var rights = agent.Rights.Where(right => right.Module == module).ToList();
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var all = (await Covered(db, rights).AsNoTracking().ToListAsync(cancellationToken)).FindAll(school => rights.Exists(right => right.IsFor(school)));
        var words = SearchText.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = all.Where(school => Matches(school, words))
            .OrderBy(school => SearchText.Fold(school.Town), StringComparer.Ordinal).ThenBy(school => SearchText.Fold(school.Name), StringComparer.Ordinal).ThenBy(school => school.Uai, StringComparer.Ordinal)
            .ToList();
        return ([.. found.Skip(skip).Take(take)], found.Count);
    }

    /// <summary>The degrees of the schools that a module covers, the second first.</summary>
    public async Task<IReadOnlyList<Degree>> DegreesAsync(SignedInAgent agent, AgentModule module, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var degrees = await Covered(db, [.. agent.Rights.Where(right => right.Module == module)]).Select(school => school.Degree).Distinct().ToListAsync(cancellationToken);
        return [.. degrees.OrderDescending()];
    }

    /// <summary>The school with this UAI when a right covers it; null when there is none or it is somebody else's: the two are not told apart.</summary>
    public async Task<School?> FindAsync(SignedInAgent agent, AgentModule module, string uai, DateTime now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var school = await db.Set<School>().AsNoTracking().FirstOrDefaultAsync(row => row.Uai == uai && row.GoneAt == null, cancellationToken);
        return school is not null && agent.Rights.Any(right => right.Module == module && right.Covers(school, now)) ? school : null;
    }

    /// <summary>The schools that some rights cover, before circonscription and module are looked at.</summary>
    internal static IQueryable<School> Covered(MainDb db, List<AgentRight> rights)
    {
        var uais = rights.Where(right => right.Uai is not null).Select(right => right.Uai!).ToList();
        var first = Departements(rights, Degree.First);
        var second = Departements(rights, Degree.Second);
        return db.Set<School>().Where(school => school.GoneAt == null
            && (uais.Contains(school.Uai)
                || (school.Degree == Degree.First && first.Contains(school.Departement))
                || (school.Degree == Degree.Second && second.Contains(school.Departement))));
    }

    private static List<string> Departements(List<AgentRight> rights, Degree degree) =>
        [.. rights.Where(right => right.Uai is null && right.Departement is not null && (right.Degree is null || right.Degree == degree)).Select(right => right.Departement!)];

    private static bool Matches(School school, string[] words)
    {
        var text = " " + SearchText.Fold($"{school.Uai} {school.TypeLabel} {school.Name} {school.Town}");
        return words.All(word => text.Contains(" " + word, StringComparison.Ordinal));
    }
}
