using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Listing;

namespace EduConnect.Core.Statistics;

/// <summary>The files of MétéoStats, for a French spreadsheet.</summary>
public static class TerritoryCsv
{
    private static readonly AccountState[] States = [AccountState.NotInformed, AccountState.Informed, AccountState.Activating, AccountState.Activated];

    /// <summary>Origin × state of every list of a territory, with the sums.</summary>
    public static byte[] Write(string territory, TerritoryReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var (text, words) = (new CsvText(), StatisticsWords.All);
        text.Add(words.TerritoryColumns);
        foreach (var section in report.Sections)
        {
            string[] head = [territory, words.Degrees[section.DegreeWord], words.Lists[section.List.ToString()]];
            foreach (var origin in StatisticsOrder.Origins)
            {
                text.Add([.. head, words.Origins[origin.ToString()], .. States.Select(state => StatisticsWords.Number(section.Counts.Of(origin, state))), StatisticsWords.Number(section.Counts.Of(origin))]);
            }

            text.Add([.. head, words.Total, .. States.Select(state => StatisticsWords.Number(section.Counts.Of(state))), StatisticsWords.Number(section.Counts.Total)]);
        }

        return text.ToBytes();
    }

    /// <summary>A line for each day kept of a list, the former school year first.</summary>
    public static byte[] Write(string territory, Degree degree, ListKind list, Evolution evolution)
    {
        ArgumentNullException.ThrowIfNull(evolution);
        var (text, words) = (new CsvText(), StatisticsWords.All);
        text.Add(words.EvolutionColumns);
        foreach (var day in evolution.Previous.Concat(evolution.Present))
        {
            text.Add(
            [
                territory, words.Degrees[degree.ToString()], words.Lists[list.ToString()], StatisticsWords.Date(day.Day),
                StatisticsWords.Number(day.Accounts), StatisticsWords.Number(day.Activated), StatisticsWords.Percent(day.Activated, day.Accounts), .. Cells(day.Coverage),
            ]);
        }

        return text.ToBytes();
    }

    /// <summary>A line for each school of a cockpit.</summary>
    public static byte[] Write(Cockpit cockpit)
    {
        ArgumentNullException.ThrowIfNull(cockpit);
        var (text, words) = (new CsvText(), StatisticsWords.All);
        text.Add(words.CockpitColumns);
        foreach (var (school, coverage, computedAt) in cockpit.Lines)
        {
            text.Add(
            [
                school.Uai, school.TitledName, school.Town, Departements.Titled(school.Departement), words.Degrees[school.Degree.ToString()],
                school.IsPrivate ? words.Private : words.Public, .. Cells(coverage), ParisTime.OnPaper(computedAt),
            ]);
        }

        return text.ToBytes();
    }

    private static string[] Cells(Coverage coverage) =>
        [StatisticsWords.Number(coverage.Pupils), StatisticsWords.Number(coverage.Reached), StatisticsWords.Percent(coverage.Reached, coverage.Pupils)];
}
