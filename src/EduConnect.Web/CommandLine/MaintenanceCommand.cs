using System.CommandLine;
using System.Globalization;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Operators;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;

namespace EduConnect.Web.CommandLine;

/// <summary><c>maintenance plan|list|cancel</c>: the planned interruptions, in hours of Paris. Answers are lines <c>name: value</c>.</summary>
internal static class MaintenanceCommand
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "dd/MM/yyyy HH:mm"];

    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("maintenance", "Planned interruptions: everything that modifies is refused while they last.") { Plan(), List(), Cancel() };

    private static Command Plan()
    {
        var from = new Option<string>("--from") { Description = "Beginning, such as \"2026-11-25 14:00\", hour of Paris.", Required = true };
        var to = new Option<string>("--to") { Description = "End, hour of Paris.", Required = true };
        var message = new Option<string>("--message") { Description = "Added to the usual sentences of the banners.", DefaultValueFactory = _ => string.Empty };
        var data = DataOption.Create();
        var command = new Command("plan", "Plans an interruption; it begins and ends by itself.") { from, to, message, data };
        command.SetAction(async (result, cancellation) =>
        {
            if (Instant(result.GetRequiredValue(from)) is not { } startsAt || Instant(result.GetRequiredValue(to)) is not { } endsAt)
            {
                return Refuse("give --from and --to as \"2026-11-25 14:00\", an hour that a clock in Paris shows.");
            }

            return await ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
            {
                var (refusal, window) = await services.GetRequiredService<PlanMaintenance>().RunAsync(startsAt, endsAt, result.GetValue(message) ?? string.Empty, Operator, cancellation);
                return window is null ? Refuse(Reason(refusal)) : Write(output, window);
            });
        });
        return command;
    }

    private static Command List()
    {
        var data = DataOption.Create();
        var command = new Command("list", "Lists the interruptions that are planned or in force.") { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            foreach (var window in (await services.GetRequiredService<ReadWindows>().RunAsync(cancellation)).Standing)
            {
                output.WriteLine($"{window.Id}\t{(window.IsInForce(now) ? "in force" : "planned")}\t{Text(window.StartsAt)}\t{Text(window.EndsAt)}\t{window.Message}");
            }

            return 0;
        }));
        return command;
    }

    private static Command Cancel()
    {
        var id = new Argument<string>("id") { Description = "Identifier, as list shows it." };
        var data = DataOption.Create();
        var command = new Command("cancel", "Takes an interruption back, or ends it now.") { id, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var text = result.GetRequiredValue(id);
            if (!Guid.TryParse(text, out var window) || !await services.GetRequiredService<CancelMaintenance>().RunAsync(window, Operator, cancellation))
            {
                return Refuse($"there is no interruption {text} that is planned or in force.");
            }

            output.WriteLine($"cancelled: {window}");
            return 0;
        }));
        return command;
    }

    /// <summary>Says why a command that modifies did nothing.</summary>
    public static int Refuse(ReadOnlyModeException refusal) => Refuse($"it is in force until {(refusal.Until is { } until ? Text(until) : "it is cancelled")}; nothing was changed.");

    private static DateTime? Instant(string text) =>
        DateTime.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var paris) ? ParisTime.ToUtc(paris) : null;

    private static string Text(DateTime utc) => ParisTime.From(utc).ToString(Forms[0], CultureInfo.InvariantCulture);

    private static string Reason(PlanRefusal refusal) => refusal switch
    {
        PlanRefusal.EndsBeforeItBegins => "the end has to come after the beginning.",
        PlanRefusal.IsOver => "that interruption would be over already.",
        _ => "another interruption stands at that time; see maintenance list.",
    };

    private static int Write(TextWriter output, MaintenanceWindow window)
    {
        (string Name, string Value)[] lines = [("id", window.Id.ToString()), ("from", Text(window.StartsAt)), ("to", Text(window.EndsAt)), ("message", window.Message)];
        foreach (var (name, value) in lines)
        {
            output.WriteLine($"maintenance.{name}: {value}");
        }

        return 0;
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine("educonnect maintenance: " + sentence);
        return 1;
    }
}
