using System.CommandLine;
using System.Globalization;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service notify</c>: where a service is told of changes of accounts, and of which; how its notices stand.</summary>
internal static class ServiceNoticesCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create()
    {
        var data = DataOption.Create();
        var clientId = new Argument<string>("client-id") { Description = "Identifier of the service." };
        var to = new Option<string?>("--to") { Description = "Address of the service's server that takes the tokens (RFC 8935)." };
        var events = new Option<string[]>("--events") { Description = "What it is told of; may be repeated.", AllowMultipleArgumentsPerToken = true };
        events.AcceptOnlyFromAmong([.. NoticeEvents.All]);
        var stop = new Option<bool>("--stop") { Description = "Tell it nothing any more." };
        var again = new Option<bool>("--again") { Description = "Put the notices back that were given up." };
        var command = new Command("notify", "Says where a service is told of changes of accounts, and of which. Without an option: how its notices stand.") { clientId, to, events, stop, again, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), (services, output) =>
        {
            var asked = new Asked(result.GetRequiredValue(clientId), result.GetValue(to), result.GetValue(events) is { Length: > 0 } words ? [.. words.Distinct(StringComparer.Ordinal)] : null, result.GetValue(stop), result.GetValue(again));
            return RunAsync(services, output, asked, cancellation);
        }));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, TextWriter output, Asked asked, CancellationToken cancellation)
    {
        if (new[] { asked.Stop, asked.Again, asked.To is not null || asked.Events is not null }.Count(one => one) > 1)
        {
            await Console.Error.WriteLineAsync("Say one thing at a time: --to and --events, --stop, or --again.");
            return 1;
        }

        if (asked.Stop || asked.To is not null || asked.Events is not null)
        {
            var reasons = await services.GetRequiredService<SetNotices>().RunAsync(asked.Identifier, asked.Stop ? null : new(asked.To, asked.Events), Operator, cancellation);
            if (reasons is null)
            {
                return ServiceCommand.Missing(asked.Identifier);
            }

            if (reasons.Count > 0)
            {
                await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, reasons));
                return 1;
            }
        }

        if (asked.Again)
        {
            var count = await services.GetRequiredService<RetryNotices>().RunAsync(asked.Identifier, Operator, cancellation);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"put_back: {count}"));
        }

        return await ShowAsync(services, output, asked.Identifier, cancellation);
    }

    private static async Task<int> ShowAsync(IServiceProvider services, TextWriter output, string clientId, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<MainDb>().Set<Service>().AsNoTracking().SingleOrDefaultAsync(one => one.ClientId == clientId, cancellation) is not { } service)
        {
            return ServiceCommand.Missing(clientId);
        }

        ServiceText.WriteNotices(output, service);
        var count = (await services.GetRequiredService<CountNotices>().RunAsync(cancellation)).FirstOrDefault(one => one.ClientId == clientId);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"notices_waiting: {count?.Waiting ?? 0}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"notices_given_up: {count?.GivenUp ?? 0}"));
        if (count?.LastError is { } words)
        {
            output.WriteLine($"notices_last_error: {words}");
        }

        return 0;
    }

    private sealed record Asked(string Identifier, string? To, IReadOnlyList<string>? Events, bool Stop, bool Again);
}
