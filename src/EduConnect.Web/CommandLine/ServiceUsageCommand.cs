using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Listing;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service usage</c>: how much services are used, day by day. Figures only.</summary>
internal static class ServiceUsageCommand
{
    private const string DayFormat = "yyyy-MM-dd";

    public static Command Create()
    {
        var data = DataOption.Create();
        var clientId = new Argument<string?>("client-id") { Description = "Identifier of the service; all without it.", Arity = ArgumentArity.ZeroOrOne };
        var since = new Option<string?>("--since") { Description = "First day, as 2026-11-01." };
        var csv = new Option<bool>("--csv") { Description = "A file for a spreadsheet." };
        var json = new Option<bool>("--json") { Description = "One JSON array." };
        var command = new Command("usage", "Shows how often services were entered, by day: sign-ins, pupils, guardians.") { clientId, since, csv, json, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            if (Reason(result.GetValue(since), result.GetValue(csv), result.GetValue(json), out var first) is { } reason)
            {
                await Console.Error.WriteLineAsync(reason);
                return 1;
            }

            var rows = await services.GetRequiredService<ReadUsage>().RunAsync(result.GetValue(clientId), first, cancellation);
            if (rows.Count == 0 && result.GetValue(clientId) is { } named && !await services.GetRequiredService<MainDb>().Set<Service>().AnyAsync(service => service.ClientId == named, cancellation))
            {
                return ServiceCommand.Missing(named);
            }

            Write(output, rows, result.GetValue(csv), result.GetValue(json));
            return 0;
        }));
        return command;
    }

    private static string? Reason(string? since, bool csv, bool json, out DateOnly? first)
    {
        first = DateOnly.TryParseExact(since, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        return csv && json ? "Say either --csv or --json."
            : since is not null && first is null ? $"'{since}' is not a day as 2026-11-01."
            : null;
    }

    private static void Write(TextWriter output, IReadOnlyList<ServiceUsage> rows, bool csv, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(rows.Select(row => new { day = Day(row), service = row.ClientId, sign_ins = row.SignIns, pupils = row.Pupils, guardians = row.Guardians })));
            return;
        }

        if (csv)
        {
            output.Write(Csv(rows));
            return;
        }

        foreach (var row in rows)
        {
            output.WriteLine(string.Join('\t', Cells(row)));
        }
    }

    private static string Csv(IReadOnlyList<ServiceUsage> rows)
    {
        var text = new CsvText();
        text.Add(["day", "service", "sign_ins", "pupils", "guardians"]);
        foreach (var row in rows)
        {
            text.Add(Cells(row));
        }

        return Encoding.UTF8.GetString(text.ToBytes());
    }

    private static string[] Cells(ServiceUsage row) => [Day(row), row.ClientId, Number(row.SignIns), Number(row.Pupils), Number(row.Guardians)];

    private static string Day(ServiceUsage row) => row.Day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
