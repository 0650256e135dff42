using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Statistics;

namespace EduConnect.Web.MeteoStats;

/// <summary>A table of origins × states (row #226).</summary>
/// <param name="Caption">its name</param>
/// <param name="List">whose accounts</param>
/// <param name="Counts">the figures</param>
/// <param name="AsBars">whether bars are drawn above it</param>
internal sealed record OriginTable(string Caption, ListKind List, AccountCounts Counts, bool AsBars = false);

/// <summary>The tables of a breakdown (row #208).</summary>
/// <param name="Breakdown">by what</param>
/// <param name="List">whose accounts</param>
/// <param name="Lines">the figures</param>
/// <param name="WithCoverage">whether the percentages of row #210 stand in it</param>
internal sealed record BreakdownTable(Breakdown Breakdown, ListKind List, IReadOnlyList<BreakdownLine> Lines, bool WithCoverage);

/// <summary>The doughnut of states of a list.</summary>
/// <param name="Label">its name</param>
/// <param name="List">whose accounts</param>
/// <param name="Counts">the figures</param>
/// <param name="Root">address of the list behind each figure; null where there is none</param>
internal sealed record StateChart(string Label, ListKind List, AccountCounts Counts, string? Root = null);
