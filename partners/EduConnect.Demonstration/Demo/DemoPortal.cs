using EduConnect.Core.Assistance;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Demonstration.Demo;

/// <summary>
/// Invented services on the portal, every one of them answered by the demonstration ENT and signed in through ÉduConnect, and a message
/// of the school. Entered anew at each start: the addresses depend on the free ports.
/// </summary>
internal static class DemoPortal
{
    private static readonly Actor Operator = new(ActorKind.Operator, "demonstration");

    /// <summary>Enters the services: one a line in <c>portal.txt</c>.</summary>
    public static async Task EnterAsync(IServiceProvider services, Partners partners, CancellationToken cancellation)
    {
        var position = 0;
        foreach (var cells in DemoTexts.Lines("portal.txt"))
        {
            await using var scope = services.CreateAsyncScope();
            var save = scope.ServiceProvider.GetRequiredService<SavePortalService>();
            await scope.ServiceProvider.GetRequiredService<RemovePortalService>().RunAsync(cells[0], Operator, cancellation);
            var service = new PortalService
            {
                Code = cells[0],
                Icon = cells[1],
                Audience = Enum.Parse<Audience>(cells[2]),
                Degree = cells[3].Length == 0 ? null : Enum.Parse<Degree>(cells[3]),
                Name = cells[4],
                Note = cells[5],
                Address = cells[0] == "ent" ? partners.Ent : $"{partners.Ent}/services/{cells[0]}",
                Position = position += 10,
            };
            if (await save.RunAsync(service, isNew: true, Operator, cancellation) is { Count: > 0 } reasons)
                throw new DemoRefusedException($"the service {cells[0]} was not entered on the portal ({string.Join(' ', reasons)})");
        }
    }

    /// <summary>A message of the school for the coming weeks, where it has none, and the help text of its académie.</summary>
    public static async Task WriteAsync(IServiceProvider services, School school, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        if (!await main.Set<SchoolMessage>().AnyAsync(message => message.SchoolId == school.Id && message.To > today, cancellation))
        {
            main.RemoveRange(main.Set<SchoolMessage>().Where(message => message.SchoolId == school.Id));
            await main.SaveChangesAsync(cancellation);
            main.Add(new SchoolMessage { SchoolId = school.Id, Text = DemoTexts.Read("message.txt"), From = today.AddDays(-1), To = today.AddDays(60), WrittenAt = now });
            main.Add(Operator.Event("school.message-set", now, schoolId: school.Id));
            await main.SaveChangesAsync(cancellation);
        }

        var assistance = scope.ServiceProvider.GetRequiredService<SetAssistanceText>();
        foreach (var degree in new[] { Degree.First, Degree.Second })
            await assistance.RunAsync(school.Academie, degree, DemoTexts.Read($"assistance-{(int)degree}d.md"), Operator, cancellation);
    }
}
