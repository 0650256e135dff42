using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>One fold of MétéoStats.</summary>
/// <param name="Degree">1st or 2nd degree, or <see cref="TerritoryFigure.BothDegrees"/></param>
/// <param name="List">whose accounts</param>
/// <param name="Counts">accounts</param>
public sealed record TerritorySection(Degree Degree, ListKind List, AccountCounts Counts)
{
    /// <summary>Both degrees together.</summary>
    public bool IsOfBoth => Degree == TerritoryFigure.BothDegrees;

    /// <summary>How words are found for the degree.</summary>
    public string DegreeWord => IsOfBoth ? "Both" : Degree.ToString();
}

/// <summary>The figures of a territory, as last counted.</summary>
/// <param name="Territory">which</param>
/// <param name="ComputedAt">when (UTC); null when it was never counted</param>
/// <param name="Sections">both degrees together, 1st degree, 2nd degree (rows #222 to #224); every list, with nobody too</param>
public sealed record TerritoryReport(Territory Territory, DateTime? ComputedAt, IReadOnlyList<TerritorySection> Sections);

/// <summary>Guardians' accounts of an académie: lists and degrees together, everybody once.</summary>
/// <param name="Accounts">accounts</param>
/// <param name="Activated">activated ones</param>
public sealed record AcademieShare(int Accounts, int Activated)
{
    /// <summary>Share activated, 0 to 100.</summary>
    public double Percent => Accounts == 0 ? 0 : 100.0 * Activated / Accounts;
}

/// <summary>Reads what was counted of a territory: as many rows for the nation as for a circonscription.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadTerritory(IDbContextFactory<MainDb> main)
{
    private static readonly (Degree Degree, ListKind List)[] Folds =
    [
        (TerritoryFigure.BothDegrees, ListKind.Guardians), (Degree.First, ListKind.Guardians),
        (Degree.Second, ListKind.LegalGuardians), (Degree.Second, ListKind.PersonsInCharge), (Degree.Second, ListKind.Pupils),
    ];

    /// <summary>The lists of a degree, in their order.</summary>
    public static IEnumerable<ListKind> Lists(Degree degree) => Folds.Where(fold => fold.Degree == degree).Select(fold => fold.List);

    /// <summary>Reads a territory that the agent may look at.</summary>
    public async Task<TerritoryReport> RunAsync(OpenTerritory open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        var (level, code) = open.Territory;
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var computed = await db.Set<TerritoryStatistics>().AsNoTracking().FirstOrDefaultAsync(one => one.Level == level && one.Code == code, cancellationToken);
        var figures = await db.Set<TerritoryFigure>().AsNoTracking().Where(figure => figure.Level == level && figure.Code == code).ToListAsync(cancellationToken);
        return new TerritoryReport(open.Territory, computed?.ComputedAt, [.. Folds.Where(fold => IsShown(open, fold.Degree)).Select(fold => new TerritorySection(
            fold.Degree, fold.List,
            new AccountCounts([.. figures.Where(figure => figure.Degree == fold.Degree && figure.List == fold.List).Select(figure => new StateModeCount(figure.State, figure.Mode, figure.Accounts))])))]);
    }

    /// <summary>Guardians' accounts by code of académie, and how many are activated: what colours the map. Académies without accounts are left out.</summary>
    public async Task<IReadOnlyDictionary<string, AcademieShare>> SharesAsync(CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var sums = await db.Set<TerritoryFigure>().Where(figure => figure.Level == TerritoryLevel.Academie && figure.Degree == TerritoryFigure.BothDegrees)
            .GroupBy(figure => figure.Code)
            .Select(group => new { group.Key, All = group.Sum(figure => figure.Accounts), Activated = group.Sum(figure => figure.State == AccountState.Activated ? figure.Accounts : 0) })
            .ToListAsync(cancellationToken);
        return sums.ToDictionary(sum => sum.Key, sum => new AcademieShare(sum.All, sum.Activated), StringComparer.Ordinal);
    }

    // Whoever sees one degree alone does not learn of the other; a circonscription has one.
    private static bool IsShown(OpenTerritory open, Degree degree) =>
        degree == TerritoryFigure.BothDegrees ? open.Degrees.Count > 1 && open.Territory.Level != TerritoryLevel.Circonscription : open.Degrees.Contains(degree);
}
