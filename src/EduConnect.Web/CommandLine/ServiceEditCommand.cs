using System.CommandLine;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service edit</c>: changes what is named in a contract, and nothing else; opens and closes a service.</summary>
internal static class ServiceEditCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var clientId = new Argument<string>("client-id") { Description = "Identifier of the service." };
        var options = new ServiceEditOptions();
        var command = new Command("edit", "Changes what is named, and nothing else; --open false closes a service. Its secret and its notices stay.") { clientId, data };
        options.AddTo(command);
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), (services, output) =>
            RunAsync(services, output, result.GetRequiredValue(clientId), options.Read(result, out var reason), reason, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, TextWriter output, string clientId, ServiceChange? change, string? reason, CancellationToken cancellation)
    {
        if (change is null)
        {
            return ServiceAddCommand.Refuse([reason!]);
        }

        if (await services.GetRequiredService<EditService>().RunAsync(clientId, change, new(ActorKind.Operator, Environment.UserName), cancellation) is not { } edited)
        {
            return ServiceCommand.Missing(clientId);
        }

        if (edited.Reasons.Count > 0)
        {
            return ServiceAddCommand.Refuse(edited.Reasons);
        }

        output.WriteLine($"client_id: {clientId}");
        output.WriteLine($"changed: {(edited.Changed.Count == 0 ? "nothing" : string.Join(' ', edited.Changed))}");
        if (edited.Secret is { } secret)
        {
            output.WriteLine($"client_secret: {secret}");
        }

        ServiceText.WarnOfClaims(await services.GetRequiredService<MainDb>().Set<Service>().AsNoTracking().Include(one => one.Saml).SingleAsync(one => one.ClientId == clientId, cancellation));
        return 0;
    }
}
