using System.CommandLine;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

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
            var options = services.GetRequiredService<FranceConnectOptions>();
            var row = await services.GetRequiredService<OperationalDb>().Set<FranceConnectSwitch>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == FranceConnectSwitch.OnlyId, cancellation);
            output.WriteLine($"set_up: {(options.IsSetUp ? "yes" : "no")}");
            output.WriteLine($"issuer: {options.Issuer}");
            output.WriteLine($"franceconnect: {(row is { IsOff: true } ? "off" : "on")}");
            if (row is not null)
            {
                output.WriteLine($"changed_at: {row.ChangedAt:yyyy-MM-ddTHH:mm:ssZ}");
                output.WriteLine($"changed_by: {row.ChangedBy}");
            }

            return 0;
        }));
        return command;
    }
}
