using System.CommandLine;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>transition add|list|remove|enable|disable</c>: the former systems that may send people here (domain 5.5, <c>docs/transition.md</c>).</summary>
internal static class TransitionCommand
{
    /// <summary>Who acts at the command line.</summary>
    public static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("transition", "The former systems (ATEN, ENT) that may send here the people they have authenticated. None at first.")
    {
        TransitionAddCommand.Create(),
        List(),
        OfOne("remove", "Takes a former system out; journeys it has begun cannot end.", "removed", (services, code, cancellation) => services.GetRequiredService<RemoveFormerSystem>().RunAsync(code, Operator, cancellation)),
        OfOne("enable", "Listens to its assertions from now on.", "enabled", (services, code, cancellation) => services.GetRequiredService<SwitchFormerSystem>().RunAsync(code, true, Operator, cancellation)),
        OfOne("disable", "Refuses its assertions from now on; journeys it has begun cannot end.", "disabled", (services, code, cancellation) => services.GetRequiredService<SwitchFormerSystem>().RunAsync(code, false, Operator, cancellation)),
    };

    private static Command List()
    {
        var data = DataOption.Create();
        var command = new Command("list", "Lists the former systems: identifier, kind, state, name, schools they may speak for, addresses.") { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            foreach (var system in await services.GetRequiredService<MainDb>().Set<FormerSystem>().AsNoTracking().OrderBy(one => one.Code).ToListAsync(cancellation))
            {
                output.WriteLine(string.Join(
                    '\t', system.Code, TransitionAddCommand.Kinds.First(kind => kind.Value == system.Mode).Key, system.IsEnabled ? "enabled" : "disabled", system.Name,
                    string.Join(' ', system.Academies.Concat(system.Schools)), string.Join(' ', system.ReturnAddresses)));
            }

            return 0;
        }));
        return command;
    }

    private static Command OfOne(string name, string description, string done, Func<IServiceProvider, string, CancellationToken, Task<bool>> work)
    {
        var data = DataOption.Create();
        var code = new Argument<string>("id") { Description = "Identifier of the former system." };
        var command = new Command(name, description) { code, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var id = result.GetRequiredValue(code);
            if (!await work(services, id, cancellation))
            {
                await Console.Error.WriteLineAsync($"There is no former system '{id}'.");
                return 1;
            }

            output.WriteLine($"{done}: {id}");
            return 0;
        }));
        return command;
    }
}
