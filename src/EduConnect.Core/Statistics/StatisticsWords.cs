using System.Globalization;
using System.Text.Json;

namespace EduConnect.Core.Statistics;

/// <summary>The French words of the files of statistics (<c>statistics.json</c>), those of the screens.</summary>
internal sealed record StatisticsWords(
    string[] SchoolColumns, string[] TerritoryColumns, string[] EvolutionColumns, string[] CockpitColumns, Dictionary<string, string> Lists, Dictionary<string, string> Degrees,
    Dictionary<string, string> Breakdowns, Dictionary<string, string> NoItem, Dictionary<string, string> Origins, string Total, string Private, string Public)
{
    private const string Resource = "EduConnect.statistics.json";
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The words.</summary>
    public static StatisticsWords All { get; } = Read();

    /// <summary>A whole number as a spreadsheet reads it.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A share with a decimal comma and at most two decimals; empty where there is nothing to share.</summary>
    public static string Percent(int part, int whole) => whole == 0 ? string.Empty : (100.0 * part / whole).ToString("0.##", French);

    /// <summary>A day as files write it.</summary>
    public static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static StatisticsWords Read()
    {
        using var stream = typeof(StatisticsWords).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The words of the statistics are missing from the build.");
        return JsonSerializer.Deserialize<StatisticsWords>(stream, JsonSerializerOptions.Web)!;
    }
}
