using EduConnect.Core.Accounts;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Listing;

namespace EduConnect.Core.Statistics;

/// <summary>The figures of a list of a school as a file: the school, then its classes, MEF and levels.</summary>
public static class SchoolReportCsv
{
    /// <summary>Writes the file.</summary>
    public static byte[] Write(School school, SchoolReport report)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(report);
        var (text, words) = (new CsvText(), StatisticsWords.All);
        text.Add(words.SchoolColumns);
        text.Add(Cells(school, report.List, Breakdown.School, new BreakdownLine(string.Empty, string.Empty, report.Whole, report.Coverage), words));
        foreach (var (breakdown, lines) in new[] { (Breakdown.Class, report.ByClass), (Breakdown.Mef, report.ByMef), (Breakdown.Level, report.ByLevel) })
        {
            foreach (var line in lines)
            {
                text.Add(Cells(school, report.List, breakdown, line, words));
            }
        }

        return text.ToBytes();
    }

    private static IEnumerable<string> Cells(School school, Schools.Lists.ListKind list, Breakdown breakdown, BreakdownLine line, StatisticsWords words)
    {
        var counts = line.Counts;
        return
        [
            school.Uai, school.TitledName, words.Lists[list.ToString()], words.Breakdowns[breakdown.ToString()], line.Item,
            line.Item.Length > 0 ? line.Label : words.NoItem.GetValueOrDefault(breakdown.ToString(), string.Empty),
            .. new[] { AccountState.NotInformed, AccountState.Informed, AccountState.Activating, AccountState.Activated }.Select(state => StatisticsWords.Number(counts.Of(state))),
            StatisticsWords.Number(counts.Total), StatisticsWords.Percent(counts.Activated, counts.Total),
            .. Enum.GetValues<ActivationPath>().Select(path => StatisticsWords.Number(counts.Of(path))),
            StatisticsWords.Number(line.Coverage.Pupils), StatisticsWords.Number(line.Coverage.Reached), StatisticsWords.Percent(line.Coverage.Reached, line.Coverage.Pupils),
        ];
    }
}
