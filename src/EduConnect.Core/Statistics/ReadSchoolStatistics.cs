using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Statistics;

/// <summary>One line of a breakdown.</summary>
/// <param name="Item">code of the class or MEF, or the level; empty for pupils who have none</param>
/// <param name="Label">what people call it; the code when it is known by nothing else</param>
/// <param name="Counts">accounts</param>
/// <param name="Coverage">pupils</param>
public sealed record BreakdownLine(string Item, string Label, AccountCounts Counts, Coverage Coverage);

/// <summary>The figures of a list of a school, as last counted.</summary>
/// <param name="List">whose accounts</param>
/// <param name="ComputedAt">when (UTC); null before the first night</param>
/// <param name="Whole">the whole school</param>
/// <param name="Coverage">its pupils</param>
/// <param name="ByClass">par classe</param>
/// <param name="ByMef">par MEF (2nd degree)</param>
/// <param name="ByLevel">par niveau (1st degree)</param>
public sealed record SchoolReport(
    ListKind List, DateTime? ComputedAt, AccountCounts Whole, Coverage Coverage,
    IReadOnlyList<BreakdownLine> ByClass, IReadOnlyList<BreakdownLine> ByMef, IReadOnlyList<BreakdownLine> ByLevel);

/// <summary>Reads the figures of one school (rows #205 to #210): some hundreds of small rows, whatever its size.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadSchoolStatistics(IDbContextFactory<MainDb> main)
{
    /// <summary>Reads one list.</summary>
    public async Task<SchoolReport> RunAsync(EstablishmentScope scope, ListKind list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var computed = await db.Set<SchoolStatistics>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var figures = await db.Set<SchoolFigure>().AsNoTracking().Where(figure => figure.List == list).ToListAsync(cancellationToken);
        var coverage = await db.Set<SchoolCoverage>().AsNoTracking().ToListAsync(cancellationToken);
        var classes = await db.Set<SchoolClass>().AsNoTracking().ToDictionaryAsync(one => one.Code, one => one.NameIn(scope.School.Degree), StringComparer.Ordinal, cancellationToken);
        var codes = figures.Where(figure => figure.Breakdown == Breakdown.Mef).Select(figure => figure.Item).Distinct().ToList();
        var mefs = await db.Set<Mef>().AsNoTracking().Where(mef => codes.Contains(mef.Code)).ToDictionaryAsync(mef => mef.Code, mef => mef.Label, StringComparer.Ordinal, cancellationToken);
        return new SchoolReport(
            list, computed?.ComputedAt, CountsOf(figures.Where(figure => figure.Breakdown == Breakdown.School)), CoverageOf(coverage, Breakdown.School, string.Empty),
            Lines(Breakdown.Class, classes), Lines(Breakdown.Mef, mefs), Lines(Breakdown.Level, []));

        IReadOnlyList<BreakdownLine> Lines(Breakdown breakdown, Dictionary<string, string> labels) =>
            [.. figures.Where(figure => figure.Breakdown == breakdown).GroupBy(figure => figure.Item)
                .Select(line => new BreakdownLine(line.Key, labels.GetValueOrDefault(line.Key, line.Key), CountsOf(line), CoverageOf(coverage, breakdown, line.Key)))
                .OrderBy(line => line.Item.Length == 0).ThenBy(line => breakdown == Breakdown.Level ? SchoolLevels.PlaceOf(line.Item) : 0).ThenBy(line => SearchText.Fold(line.Label), StringComparer.Ordinal).ThenBy(line => line.Item, StringComparer.Ordinal)];
    }

    private static AccountCounts CountsOf(IEnumerable<SchoolFigure> figures) =>
        new([.. figures.Select(figure => new StateModeCount(figure.State, figure.Mode, figure.Accounts))]);

    private static Coverage CoverageOf(List<SchoolCoverage> coverage, Breakdown breakdown, string item) =>
        coverage.Find(one => one.Breakdown == breakdown && one.Item == item) is { } found ? new Coverage(found.Pupils, found.Reached) : Coverage.None;
}
