using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.CommandLine;

/// <summary><c>import FOLDER [--academie 13] [--degree 1D|2D] [--white-list FILE] [--dry-run] [--allow-removals] [--json] [--data DIR]</c>.</summary>
internal static class ImportCommand
{
    private const int Failed = 1;
    private const int Refused = 3;

    private static readonly Argument<string> Folder = new("FOLDER") { Description = "Folder, or archive, that holds the exports." };
    private static readonly Option<string?> Academie = new("--academie") { Description = "Code of the academie, such as 13." };
    private static readonly Option<string?> Degree = new("--degree") { Description = "1D or 2D." };
    private static readonly Option<string?> WhiteList = new("--white-list") { Description = "File of one UAI a line; replaces the stored list of the academies and degrees imported." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Says what would be done, and does nothing." };
    private static readonly Option<bool> AllowRemovals = new("--allow-removals") { Description = "Lets pass what the safety brake would stop." };
    private static readonly Option<bool> AsJson = new("--json") { Description = "Prints the report as one JSON object." };
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var data = DataOption.Create();
        var command = new Command("import", "Loads the exports of the academies.") { Folder, Academie, Degree, WhiteList, DryRun, AllowRemovals, AsJson, data };
        Academie.Validators.Add(result => Check(result, text => AcademieCode.Parse(text) is not null, "--academie is a code such as 13."));
        Degree.Validators.Add(result => Check(result, text => DegreeCode.Parse(text) is not null, "--degree is 1D or 2D."));
        command.SetAction((result, cancellationToken) => RunAsync(
            new ImportRequest(result.GetValue(Folder)!)
            {
                Academie = result.GetValue(Academie),
                Degree = DegreeCode.Parse(result.GetValue(Degree)),
                WhiteListFile = result.GetValue(WhiteList),
                IsDryRun = result.GetValue(DryRun),
                AllowsRemovals = result.GetValue(AllowRemovals),
            },
            DataOption.Settings(result.GetValue(data)),
            result.GetValue(AsJson),
            cancellationToken));
        return command;
    }

    private static void Check(System.CommandLine.Parsing.OptionResult result, Func<string, bool> isRight, string sentence)
    {
        if (result.Tokens is [var token, ..] && !isRight(token.Value))
        {
            result.AddError(sentence);
        }
    }

    private static async Task<int> RunAsync(ImportRequest request, string[] settings, bool asJson, CancellationToken cancellationToken)
    {
        try
        {
            var report = await ImportAsync(request, settings, cancellationToken);
            Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(report, Json) : Describe(report));
            if (report.Outcome != ImportOutcome.Refused)
            {
                return 0;
            }

            Console.Error.WriteLine("educonnect import: refused: " + OneLine(report.Reasons[0]));
            return Refused;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ImportBusyException or InvalidDataException)
        {
            Console.Error.WriteLine("educonnect import: " + OneLine(error.Message));
            return Failed;
        }
        catch (Exception error) when (CommandHost.OfDatabase(error) is { } reason)
        {
            Console.Error.WriteLine("educonnect import: the database cannot be used: " + OneLine(reason.Message));
            return Failed;
        }
    }

    private static async Task<ImportReport> ImportAsync(ImportRequest request, string[] settings, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(settings);
        builder.Logging.ClearProviders();
        if (StoreGuard.Refusal(builder.Configuration, begins: true) is { } refusal)
        {
            throw new UnauthorizedAccessException(refusal);
        }

        builder.Services.AddPlatform(builder.Configuration).AddStorage(builder.Configuration).AddDirectory(builder.Configuration);
        using var host = builder.Build();
        if (!Directory.Exists(request.Folder) && !File.Exists(request.Folder))
        {
            throw new DirectoryNotFoundException($"the folder {request.Folder} does not exist.");
        }

        // A link that the operator names is theirs; one inside it is refused.
        request = new FileInfo(request.Folder) is { LinkTarget: not null } link ? request with { Folder = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName } : request;
        await host.Services.PrepareStoresAsync(cancellationToken);
        return await host.Services.GetRequiredService<DirectoryImport>().RunAsync(request, cancellationToken);
    }

    private static string Describe(ImportReport report)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(JsonSerializer.Serialize(report.Outcome, Json).Trim('"'));
        foreach (var feed in report.Feeds)
        {
            text.WriteLine($"  {feed.Academie} {feed.Degree} {feed.Kind} {feed.Date:yyyy-MM-dd}");
        }

        text.WriteLine($"{string.Empty,-10}{"read",10}{"added",10}{"changed",10}{"unchanged",10}{"gone",10}{"skipped",10}{"rejected",10}");
        foreach (var (name, counts) in new[] { ("schools", report.Schools), ("classes", report.Classes), ("pupils", report.Pupils), ("guardians", report.Guardians), ("links", report.Links), ("accounts", report.Accounts) })
        {
            text.WriteLine($"{name,-10}{counts.Read,10}{counts.Added,10}{counts.Changed,10}{counts.Unchanged,10}{counts.Gone,10}{counts.Skipped,10}{counts.Rejected,10}");
        }

        foreach (var reason in report.Reasons)
        {
            text.WriteLine("- " + reason);
        }

        foreach (var rejection in report.Rejected)
        {
            text.WriteLine($"! {rejection.File} {rejection.Record}: {rejection.Reason}");
        }

        text.Write($"{report.Seconds} s");
        return text.ToString();
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
