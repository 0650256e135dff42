using System.CommandLine;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service add|import|list|show|edit|allow|notify|usage|remove|rotate-secret|saml-metadata|saml-keys</c>: the registry of relying parties. Answers are lines <c>name: value</c>.</summary>
internal static class ServiceCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("service", "The services that recognise people through this provider.")
    {
        ServiceAddCommand.Create(), ServiceImportCommand.Create(), List(), Show(), ServiceEditCommand.Create(), ServiceAllowCommand.Create(), ServiceNoticesCommand.Create(), ServiceUsageCommand.Create(), Remove(), Rotate(), ServiceSamlCommand.ReplaceMetadata(), ServiceSamlCommand.Keys(),
    };

    private static Command List()
    {
        var data = DataOption.Create();
        var command = new Command("list", "Lists the services: identifier, state, name.") { data };
        command.SetAction((result, cancellation) => WithAsync(result.GetValue(data), async (services, output) =>
        {
            var main = services.GetRequiredService<MainDb>();
            foreach (var service in await main.Set<Service>().AsNoTracking().OrderBy(one => one.ClientId).ToListAsync(cancellation))
            {
                output.WriteLine($"{service.ClientId}\t{(service.Enabled ? "open" : "closed")}\t{service.Name}");
            }

            return 0;
        }));
        return command;
    }

    private static Command Show() => OfOne("show", "Shows the contract of a service; never its secret.", async (services, clientId, output, cancellation) =>
    {
        var main = services.GetRequiredService<MainDb>();
        if (await main.Set<Service>().AsNoTracking().Include(one => one.Saml).SingleOrDefaultAsync(one => one.ClientId == clientId, cancellation) is not { } service)
        {
            return Missing(clientId);
        }

        ServiceText.Write(output, service, services.GetRequiredService<ServiceOptions>().PublicOrigin);
        return 0;
    });

    private static Command Remove() => OfOne("remove", "Removes a service.", async (services, clientId, output, cancellation) =>
    {
        if (!await services.GetRequiredService<RemoveService>().RunAsync(clientId, Operator, cancellation))
        {
            return Missing(clientId);
        }

        output.WriteLine($"removed: {clientId}");
        return 0;
    });

    private static Command Rotate() => OfOne("rotate-secret", "Draws a new secret; the former one works for another 7 days.", async (services, clientId, output, cancellation) =>
    {
        if (await services.GetRequiredService<RotateServiceSecret>().RunAsync(clientId, Operator, cancellation) is not { } secret)
        {
            return Missing(clientId);
        }

        output.WriteLine($"client_id: {clientId}");
        output.WriteLine($"client_secret: {secret}");
        return 0;
    });

    private static Command OfOne(string name, string description, Func<IServiceProvider, string, TextWriter, CancellationToken, Task<int>> work)
    {
        var data = DataOption.Create();
        var clientId = new Argument<string>("client-id") { Description = "Identifier of the service." };
        var command = new Command(name, description) { clientId, data };
        command.SetAction((result, cancellation) => WithAsync(
            result.GetValue(data), (services, output) => work(services, result.GetRequiredValue(clientId), output, cancellation)));
        return command;
    }

    /// <summary>Runs work over the stores of a data folder; only what begins a service may make them.</summary>
    public static Task<int> WithAsync(string? folder, Func<IServiceProvider, TextWriter, Task<int>> work, bool begins = false) =>
        CommandHost.RunAsync(folder, "sign-in", services => work(services, Console.Out), begins);

    public static int Missing(string clientId)
    {
        Console.Error.WriteLine($"There is no service '{clientId}' to which this applies.");
        return 1;
    }
}
