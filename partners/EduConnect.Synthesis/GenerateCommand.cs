using System.CommandLine;
using System.Globalization;

namespace EduConnect.Synthesis;

/// <summary><c>educonnect generate FOLDER --pupils N</c>.</summary>
public static class GenerateCommand
{
    private static readonly Argument<string> Folder = new("FOLDER") { Description = "Where to write; made if needed." };
    private static readonly Option<int> Pupils = new("--pupils") { Required = true, Description = "Pupils in all, every académie and degree together." };
    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1, Description = "Same seed, same bytes." };
    private static readonly Option<int> Academies = new("--academies") { DefaultValueFactory = _ => 1, Description = "How many académies, 1 to 30." };
    private static readonly Option<string> Codes = new("--codes") { Description = "Which académies instead: 13,28." };
    private static readonly Option<int> Deltas = new("--delta") { Description = "Deltas to write after the complets, one a day." };
    private static readonly Option<int> Depth = new("--depth") { DefaultValueFactory = _ => 3, Description = "Exports that each delta repeats, itself included." };
    private static readonly Option<double> Changes = new("--changes") { DefaultValueFactory = _ => 0.01, Description = "Share of families that change each day." };
    private static readonly Option<string> Degree = new("--degree") { DefaultValueFactory = _ => "both", Description = "1D, 2D or both." };
    private static readonly Option<string> Date = new("--date") { DefaultValueFactory = _ => "2026-09-02", Description = "Day of the complets, year-month-day." };
    private static readonly Option<string> Irregularities = new("--irregularities")
    {
        DefaultValueFactory = _ => "all",
        Description = "Rows of the irregularities table: all, none, 1,5,19 (only these) or -13,-15 (all but these).",
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<int> Shape = new("--shape") { DefaultValueFactory = _ => 2024, Description = "Headers and names of 2013, 2020 or 2024." };
    private static readonly Option<bool> OldCodes = new("--old-relations") { Description = "Relation codes and levels of before 2018 (default with --shape 2013)." };
    private static readonly Option<bool> Latin = new("--latin") { Description = "ISO-8859-15 instead of UTF-8." };
    private static readonly Option<int> ChunkSize = new("--chunk") { DefaultValueFactory = _ => 2000, Description = "Records in one file at most." };
    private static readonly Option<bool> Archive = new("--tgz") { Description = "One .tgz for each export." };
    private static readonly Option<Damage> Spoil = new("--damage") { Description = "One fault in the complets of the first académie: Truncated, Hole, ZeroBytes, OtherAcademie." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("generate", "Writes synthetic AAF exports: invented people, real irregularities, a manifest of what to expect.")
        {
            Folder, Pupils, Seed, Academies, Codes, Deltas, Depth, Changes, Degree, Date, Irregularities, Shape, OldCodes, Latin, ChunkSize, Archive, Spoil,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        try
        {
            var options = Read(parsed);
            var folder = parsed.GetValue(Folder)!;
            var manifest = new Exporter(options, folder).Write();
            Console.WriteLine($"{options.Pupils} pupils, {manifest.Steps.Sum(step => step.Feeds.Count)} exports and manifest.json in {folder}");
            return 0;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"educonnect generate: {error.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }

    private static SynthesisOptions Read(ParseResult parsed)
    {
        var options = new SynthesisOptions
        {
            Pupils = Within(parsed.GetValue(Pupils), 1, 20_000_000, "--pupils"),
            Seed = parsed.GetValue(Seed),
            Academies = ReadAcademies(parsed),
            Deltas = Within(parsed.GetValue(Deltas), 0, 300, "--delta"),
            Depth = Within(parsed.GetValue(Depth), 1, 30, "--depth"),
            DailyChanges = parsed.GetValue(Changes) is >= 0 and <= 1 and var share ? share : throw new FormatException("--changes goes from 0 to 1."),
            Degrees = ReadDegrees(parsed.GetValue(Degree)!),
            Day = DateOnly.TryParseExact(parsed.GetValue(Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw new FormatException("--date is written like 2026-09-02."),
            Irregularities = IrregularityShares.Parse(parsed.GetValue(Irregularities)!),
            Shape = parsed.GetValue(Shape) is var shape and (2013 or 2020 or 2024) ? (HeaderShape)shape : throw new FormatException("--shape is 2013, 2020 or 2024."),
            OldRelationCodes = parsed.GetValue(OldCodes) || parsed.GetValue(Shape) == 2013,
            Latin = parsed.GetValue(Latin),
            ChunkSize = Within(parsed.GetValue(ChunkSize), 1, 1_000_000, "--chunk"),
            Archives = parsed.GetValue(Archive),
            Damage = parsed.GetValue(Spoil),
        };
        return options;
    }

    private static int Within(int value, int lowest, int highest, string name) =>
        value >= lowest && value <= highest ? value : throw new FormatException($"{name} goes from {lowest} to {highest}.");

    private static IReadOnlyList<Academie> ReadAcademies(ParseResult parsed)
    {
        if (parsed.GetValue(Codes) is not { } codes)
            return [.. Academie.Known.Take(Within(parsed.GetValue(Academies), 1, Academie.Known.Count, "--academies"))];
        return
        [
            .. codes.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(code =>
                Academie.Known.FirstOrDefault(academie => academie.Code == code) ?? throw new FormatException($"There is no académie {code}.")),
        ];
    }

    private static IReadOnlyList<AafDegree> ReadDegrees(string text) => text.ToUpperInvariant() switch
    {
        "1D" => [AafDegree.First],
        "2D" => [AafDegree.Second],
        "BOTH" => [AafDegree.First, AafDegree.Second],
        _ => throw new FormatException("--degree is 1D, 2D or both."),
    };
}
