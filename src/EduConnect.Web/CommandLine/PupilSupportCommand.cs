using System.CommandLine;
using EduConnect.Core.Operators.Switching;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.PupilSupport;

namespace EduConnect.Web.CommandLine;

/// <summary><c>pupil-support enable|disable inform|list</c>, <c>status</c>: the security switches of Dépannage (row #17). Running servers follow at once.</summary>
internal static class PupilSupportCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("pupil-support", "The module that helps pupils: switch functions off for security, switch them on again.")
    {
        Switch("disable", "Switches a function off, says so on its pages, and tells the addresses of PupilSupport:TellWhenSwitched.", isOff: true),
        Switch("enable", "Switches a function on again and tells the same addresses.", isOff: false),
        Status(),
    };

    private static Command Switch(string name, string description, bool isOff)
    {
        var function = new Argument<string>("function") { Description = "inform or list." };
        function.AcceptOnlyFromAmong("inform", "list");
        var data = DataOption.Create();
        var command = new Command(name, description) { function, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var chosen = result.GetRequiredValue(function) == "inform" ? PupilSupportFunction.Inform : PupilSupportFunction.List;
            var told = await services.GetRequiredService<SwitchPupilSupport>().RunAsync(chosen, isOff, Operator, cancellation);
            output.WriteLine($"{Word(chosen)}: {(isOff ? "off" : "on")}");
            output.WriteLine(told is { } count ? $"mails: {count}" : "mails: 0 (it was so already)");
            return 0;
        }));
        return command;
    }

    private static Command Status()
    {
        var data = DataOption.Create();
        var command = new Command("status", "Tells which functions are switched on.") { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var switches = await services.GetRequiredService<ReadSwitches>().RunAsync(cancellation);
            foreach (var (function, name) in new[] { (PupilSupportFunction.Inform, SwitchName.Inform), (PupilSupportFunction.List, SwitchName.List) })
            {
                var one = switches.Single(row => row.Name == name);
                output.WriteLine($"{Word(function)}: {(one.IsOff ? "off" : "on")}{(one.ChangedAt is { } changedAt ? $" since {changedAt:yyyy-MM-ddTHH:mm:ssZ} by {one.ChangedBy}" : string.Empty)}");
            }

            return 0;
        }));
        return command;
    }

    private static string Word(PupilSupportFunction function) => function == PupilSupportFunction.Inform ? "inform" : "list";
}
