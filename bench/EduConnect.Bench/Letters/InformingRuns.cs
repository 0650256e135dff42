using System.Diagnostics;
using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Informing;
using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Bench.Letters;

/// <summary>
/// Informing 2,000 pupils who were never informed, from the order to the PDF in memory (states, passwords, audit, one page each), beside a bare Typst compile of
/// the same pages by the same worker. Both workers are warm; each run informs another school.
/// </summary>
internal static class InformingRuns
{
    private const int Pupils = 2000;
    private const int PupilsInClass = 30;
    private const int Runs = 3;

    /// <summary>Runs on <paramref name="engine"/>, after one that warms up.</summary>
    public static async Task<Figure> CompareAsync(string name, Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, settings: "--Roles=sign-in,administration");
        List<(double Ours, double Reference)> pairs = [];
        await PairAsync(app, PupilsInClass);
        for (var run = 0; run < Runs; run++)
        {
            pairs.Add(await PairAsync(app, Pupils));
        }

        return Figure.FromPairs(name, "seconds for 2,000 letters", pairs, against: $"bare Typst compile of the same pages; {engine}");
    }

    private static async Task<(double Ours, double Reference)> PairAsync(TestApp app, int pupils)
    {
        var school = await SchoolAsync(app, pupils);
        var scope = new EstablishmentScope(
            new SignedInAgent(Guid.CreateVersion7(), new Agent { Id = Guid.CreateVersion7(), Username = "bench", DisplayName = "Bench", PasswordHash = "-", TotpSeed = [] }, []),
            school, new Actor(ActorKind.Agent, "bench"));
        await app.Services.GetRequiredService<LetterPress>().PrintAsync(await JobAsync(app, school, 1));
        var watch = Stopwatch.StartNew();
        var ours = await InformAsync(app, scope);
        var seconds = watch.Elapsed.TotalSeconds;
        var job = await JobAsync(app, school, pupils);
        await app.Services.GetRequiredService<LetterPress>().PrintAsync(await JobAsync(app, school, 1));
        watch.Restart();
        var bare = await app.Services.GetRequiredService<LetterPress>().PrintAsync(job);
        return Math.Abs(ours.Length - bare.Length) < bare.Length / 10
            ? (seconds, watch.Elapsed.TotalSeconds)
            : throw new InvalidOperationException($"The documents differ: {ours.Length} and {bare.Length} bytes.");
    }

    private static async Task<byte[]> InformAsync(TestApp app, EstablishmentScope scope)
    {
        await using var services = app.Services.CreateAsyncScope();
        var lists = services.ServiceProvider.GetRequiredService<SchoolList>();
        var accounts = await lists.PeopleAsync(scope.School.Id, ListKind.Pupils, new ListSearch(), CancellationToken.None);
        var id = Guid.CreateVersion7();
        var order = new InformOrder(ListKind.Pupils, InformWay.Sheets, 1, false, "Bench", [.. accounts]);
        await services.ServiceProvider.GetRequiredService<RequestInformation>().RunAsync(scope, id, order, CancellationToken.None);
        await services.ServiceProvider.GetRequiredService<OperationRunner>().RunNextAsync(CancellationToken.None);
        var operation = await services.ServiceProvider.GetRequiredService<AgentOrders>().FindAsync(scope, InformOrder.OperationKind, id, CancellationToken.None);
        return await services.ServiceProvider.GetRequiredService<InformSheets>().RunAsync(scope, operation!, CancellationToken.None);
    }

    private static async Task<LetterJob> JobAsync(TestApp app, School school, int pupils)
    {
        var lists = app.Services.GetRequiredService<SchoolList>();
        var people = await lists.PeopleAsync(school.Id, ListKind.Pupils, new ListSearch(), CancellationToken.None);
        var rows = (await lists.RowsAsync(school.Id, ListKind.Pupils, people, CancellationToken.None)).Take(pupils).ToList();
        await using var db = app.Main();
        var accounts = (await db.Set<Account>().AsNoTracking().ToListAsync()).ToDictionary(account => account.Id);
        var order = new InformOrder(ListKind.Pupils, InformWay.Sheets, 1, false, "Bench", []);
        return app.Services.GetRequiredService<InformSheets>().Job(school, order, rows, accounts);
    }

    private static async Task<School> SchoolAsync(TestApp app, int pupils)
    {
        await using var db = app.Main();
        var data = new TestData(db);
        var school = data.School();
        SchoolClass? schoolClass = null;
        for (var i = 0; i < pupils; i++)
        {
            schoolClass = i % PupilsInClass == 0 ? data.Class(school, $"C{i / PupilsInClass:00}") : schoolClass;
            data.Pupil(school, schoolClass, $"NOM{i}", $"Prénom{i}");
        }

        await data.SaveAsync();
        return school;
    }
}
