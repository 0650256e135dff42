using System.CommandLine;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service allow</c>: changes whom a service receives. What is not said stays as it is.</summary>
internal static class ServiceAllowCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var clientId = new Argument<string>("client-id") { Description = "Identifier of the service." };
        var options = new ServiceAllowOptions();
        var command = new Command("allow", "Changes whom a service receives: profiles, degrees, schools. What is not said stays.") { clientId, data };
        options.AddTo(command);
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), (services, output) =>
            RunAsync(services, output, result.GetRequiredValue(clientId), options.Read(result, out var reason), reason, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, TextWriter output, string clientId, ReceptionChange? change, string? reason, CancellationToken cancellation)
    {
        if (change is null or { Profiles: null, Degrees: null, Schools: null })
        {
            await Console.Error.WriteLineAsync(reason ?? "Say what changes: --profiles, --degree, --school or --all-schools.");
            return 1;
        }

        var reasons = await services.GetRequiredService<AllowPeople>().RunAsync(clientId, change, new(ActorKind.Operator, Environment.UserName), cancellation);
        if (reasons is null)
        {
            return ServiceCommand.Missing(clientId);
        }

        if (reasons.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, reasons));
            return 1;
        }

        ServiceText.WriteReception(output, await services.GetRequiredService<MainDb>().Set<Service>().AsNoTracking().SingleAsync(one => one.ClientId == clientId, cancellation));
        return 0;
    }
}
