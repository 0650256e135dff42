using System.CommandLine;
using System.Globalization;
using EduConnect.Core.Nightly;

namespace EduConnect.Web.CommandLine;

/// <summary><c>nightly [--step NAME] [--json] [--data DIR]</c>: what the night does, now. Ends with 1 when a step failed.</summary>
internal static class NightlyCommand
{
    public static Command Create()
    {
        var step = new Option<string?>("--step") { Description = "One step alone, by its name; the names are those of the report." };
        var json = new Option<bool>("--json") { Description = "Prints the report as one JSON object." };
        var data = DataOption.Create();
        var command = new Command("nightly", "Runs the nightly chain now; it may be run again at any time.") { step, json, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var night = services.GetRequiredService<RunNight>();
            if (result.GetValue(step) is { } name && !night.Names.Contains(name, StringComparer.Ordinal))
            {
                await Console.Error.WriteLineAsync($"educonnect nightly: there is no step '{name}'; there are {string.Join(", ", night.Names)}.");
                return 1;
            }

            var report = await night.RunAsync(result.GetValue(step), cancellation);
            Write(output, report, result.GetValue(json));
            return report.IsComplete ? 0 : 1;
        }));
        return command;
    }

    private static void Write(TextWriter output, NightReport report, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(report.Write());
            return;
        }

        foreach (var step in report.Steps)
        {
            var counts = string.Join(", ", step.Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}")));
            var fault = step.LeftOutFor is { } needed ? $"left out, {needed} failed" : step.Error;
            var words = string.Join("; ", new[] { fault, counts }.Where(part => !string.IsNullOrEmpty(part)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step.Name}: {words} ({step.Seconds:0.0} s)"));
        }
    }
}
