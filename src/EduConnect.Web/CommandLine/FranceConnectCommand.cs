using System.CommandLine;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Operators.Switching;
using EduConnect.Core.Platform.Audit;

namespace EduConnect.Web.CommandLine;

/// <summary><c>franceconnect enable|disable|status</c>: the security switch of operators (row #16). Running servers follow within seconds.</summary>
internal static class FranceConnectCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("franceconnect", "Sign-in by FranceConnect: switch off for security, switch on again.")
    {
        Switch("disable", "Takes the button away, puts an explanation in its place, and tells the addresses of FranceConnect:TellWhenSwitched.", isOff: true),
        Switch("enable", "Puts the button back and tells the same addresses.", isOff: false),
        Status(),
    };

    private static Command Switch(string name, string description, bool isOff)
    {
        var data = DataOption.Create();
        var command = new Command(name, description) { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var told = await services.GetRequiredService<SwitchFranceConnect>().RunAsync(isOff, Operator, cancellation);
            output.WriteLine($"franceconnect: {(isOff ? "off" : "on")}");
            output.WriteLine(told is { } count ? $"mails: {count}" : "mails: 0 (it was so already)");
            return 0;
        }));
        return command;
    }

    private static Command Status()
    {
        var data = DataOption.Create();
        var command = new Command("status", "Tells whether FranceConnect is set up and switched on.") { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var button = (await services.GetRequiredService<ReadSwitches>().RunAsync(cancellation)).Single(one => one.Name == SwitchName.FranceConnect);
            output.WriteLine($"set_up: {(button.IsSetUp ? "yes" : "no")}");
            output.WriteLine($"issuer: {services.GetRequiredService<FranceConnectOptions>().Issuer}");
            output.WriteLine($"franceconnect: {(button.IsOff ? "off" : "on")}");
            if (button.ChangedAt is { } changedAt)
            {
                output.WriteLine($"changed_at: {changedAt:yyyy-MM-ddTHH:mm:ssZ}");
                output.WriteLine($"changed_by: {button.ChangedBy}");
            }

            return 0;
        }));
        return command;
    }
}
