using EduConnect.Core.Accounts;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Schools;
using EduConnect.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EduConnect.Demonstration.Demo;

/// <summary>The demonstration from its first line to Ctrl-C.</summary>
internal static class Demonstration
{
    public static async Task RunAsync(DemoSettings settings, bool isFresh, CancellationToken cancellation)
    {
        var memory = DemoFolder.Prepare(settings.DataFolder, isFresh);
        await using var partners = Partners.Choose(settings.Port);
        await using var app = DemoApp.Build(settings, partners);
        await app.Services.PrepareStoresAsync(cancellation);
        memory.ServiceSecret = await DemoService.EnterAsync(app.Services, partners, cancellation);
        await DemoPortal.EnterAsync(app.Services, partners, cancellation);
        Say("starting the partners");
        await partners.StartAsync(settings, DemoService.ClientId, memory.ServiceSecret, cancellation);
        if (!memory.IsComplete)
        {
            Say("loading an invented académie");
            await DemoDirectory.LoadAsync(app.Services, settings, cancellation);
            await DemoAgent.AddAsync(app.Services, memory, cancellation);
        }
        await app.StartAsync(cancellation);
        var school = await DemoDirectory.SchoolAsync(app.Services, cancellation);
        await DemoPortal.WriteAsync(app.Services, school, cancellation);
        if (!memory.IsComplete)
            await FillAsync(app, settings, partners, memory, school, cancellation);
        var samples = await SamplesAsync(app, partners, memory, school, settings, cancellation);
        var traveller = await DemoTraveller.ChooseAsync(app.Services, school, memory, cancellation);
        memory.Save(settings.DataFolder);
        await partners.StartFranceConnectAsync(settings, traveller, cancellation);
        var registration = await DemoRegistration.FindAsync(app.Services, school, traveller.Mobile, cancellation);
        Announcement.Print(settings, partners, memory, Now(app), samples, traveller, registration);
        await app.WaitForShutdownAsync(cancellation);
    }

    private static async Task FillAsync(WebApplication app, DemoSettings settings, Partners partners, DemoMemory memory, School school, CancellationToken cancellation)
    {
        Say("bringing accounts into every state");
        var random = app.Services.GetRequiredService<IRandomSource>();
        (memory.SchoolUai, memory.ChosenPassword) = (school.Uai, $"Lavoir-{random.Below(9000) + 1000}-mouette-brune");
        var accounts = new DemoAccounts(app.Services, partners, memory, school);
        await accounts.PupilsAsync(informed: 12, activated: 5, cancellation);
        await accounts.GuardiansAsync(onPaper: 12, byMail: 4, activated: 5, unconfirmed: 3, cancellation);
        Say("counting what statistics show");
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var step in new[] { "statistics", "meteostats" })
            await scope.ServiceProvider.GetRequiredService<RunNight>().RunAsync(step, cancellation);
        memory.IsComplete = true;
        memory.Save(settings.DataFolder);
    }

    /// <summary>One account of each kind and state; what former visitors used up is made again.</summary>
    private static async Task<IReadOnlyDictionary<(AccountKind, bool), DemoSample>> SamplesAsync(
        WebApplication app, Partners partners, DemoMemory memory, School school, DemoSettings settings, CancellationToken cancellation)
    {
        var found = new Dictionary<(AccountKind, bool), DemoSample>();
        foreach (var kind in new[] { AccountKind.Pupil, AccountKind.Guardian })
        {
            foreach (var isActivated in new[] { false, true })
            {
                var sample = await FindAsync(kind, isActivated);
                if (sample is null)
                {
                    await MakeAsync(kind, isActivated);
                    sample = await FindAsync(kind, isActivated);
                }
                found[(kind, isActivated)] = sample ?? throw new DemoRefusedException("no account is left to show; start again with --fresh");
            }
        }
        return found;

        Task<DemoSample?> FindAsync(AccountKind kind, bool isActivated) => isActivated
            ? DemoSamples.ActivatedAsync(app.Services, school, kind, memory, cancellation)
            : DemoSamples.InformedAsync(app.Services, school, kind, cancellation);

        async Task MakeAsync(AccountKind kind, bool isActivated)
        {
            var accounts = new DemoAccounts(app.Services, partners, memory, school);
            if (kind == AccountKind.Pupil)
                await accounts.PupilsAsync(informed: 1, activated: isActivated ? 1 : 0, cancellation);
            else
                await accounts.GuardiansAsync(onPaper: 1, byMail: 0, activated: isActivated ? 1 : 0, unconfirmed: 0, cancellation);
            memory.Save(settings.DataFolder);
        }
    }

    private static DateTime Now(WebApplication app) => app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    private static void Say(string what) => Console.Error.WriteLine($"educonnect demo: {what}");
}
