using System.CommandLine;
using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Portal;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.CommandLine;

/// <summary><c>portal add|edit|list|remove</c>: the services shown on the portal (domain 14.1).</summary>
internal static class PortalCommand
{
    private static readonly Actor Operator = new(ActorKind.Operator, Environment.UserName);

    public static Command Create() => new("portal", "The services that families see on their portal.")
    {
        Save("add", "Adds a service.", isNew: true), Save("edit", "Changes what is named, and nothing else.", isNew: false), List(), Remove(),
    };

    private static Command Save(string name, string description, bool isNew)
    {
        var options = new PortalOptions(isNew);
        var command = new Command(name, description);
        options.AddTo(command);
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(options.Data), async (services, output) =>
        {
            var code = result.GetRequiredValue(options.Code);
            var main = services.GetRequiredService<MainDb>();
            var former = await main.Set<PortalService>().AsNoTracking().SingleOrDefaultAsync(one => one.Code == code, cancellation);
            if (former is null && !isNew)
            {
                return Missing(code);
            }

            var reasons = await services.GetRequiredService<SavePortalService>().RunAsync(options.Read(result, isNew ? null : former), isNew, Operator, cancellation);
            if (reasons.Count > 0)
            {
                await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, reasons));
                return 1;
            }

            output.WriteLine($"{(isNew ? "added" : "changed")}: {code}");
            return 0;
        }, begins: isNew));
        return command;
    }

    private static Command List()
    {
        var data = DataOption.Create();
        var command = new Command("list", "Lists the services in the order of the portal.") { data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            var main = services.GetRequiredService<MainDb>();
            foreach (var service in await main.Set<PortalService>().AsNoTracking().OrderBy(one => one.Position).ThenBy(one => one.Name).ToListAsync(cancellation))
            {
                output.WriteLine(string.Join('\t', service.Code, service.IsShown ? "shown" : "hidden", service.Name, service.Address, ServiceText.Word(service.Audience), Whom(service)));
            }

            return 0;
        }));
        return command;
    }

    private static Command Remove()
    {
        var data = DataOption.Create();
        var code = new Argument<string>("code") { Description = "Code of the service." };
        var command = new Command("remove", "Takes a service off the portal.") { code, data };
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
        {
            if (!await services.GetRequiredService<RemovePortalService>().RunAsync(result.GetRequiredValue(code), Operator, cancellation))
            {
                return Missing(result.GetRequiredValue(code));
            }

            output.WriteLine($"removed: {result.GetRequiredValue(code)}");
            return 0;
        }));
        return command;
    }

    private static string Whom(PortalService service)
    {
        var degree = service.Degree is { } one ? DegreeCode.Write(one) : "1D 2D";
        var places = service.Academies.Concat(service.Schools).ToList();
        return places.Count == 0 ? degree : $"{degree} {string.Join(' ', places)}";
    }

    private static int Missing(string code)
    {
        Console.Error.WriteLine($"There is no service '{code}' on the portal.");
        return 1;
    }
}
