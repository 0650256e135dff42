using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Synthesis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using School = EduConnect.Core.Schools.School;

namespace EduConnect.Demonstration.Demo;

/// <summary>Generates an académie and loads it with the real import.</summary>
internal static class DemoDirectory
{
    private const int Pupils = 2000;

    /// <exception cref="DemoRefusedException">The import refused its own exports.</exception>
    public static async Task LoadAsync(IServiceProvider services, DemoSettings settings, CancellationToken cancellation)
    {
        var exports = Path.Combine(settings.DataFolder, "exports");
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        new Exporter(new SynthesisOptions { Pupils = Pupils, Day = today }, exports).Write();
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<DirectoryImport>().RunAsync(new ImportRequest(exports), cancellation);
        if (report.Outcome != ImportOutcome.Applied)
            throw new DemoRefusedException($"the generated exports were not loaded ({string.Join("; ", report.Reasons.Take(3))})");
    }

    /// <summary>The school whose accounts are shown: the first collège.</summary>
    public static async Task<School> SchoolAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var main = scope.ServiceProvider.GetRequiredService<MainDb>();
        return await main.Set<School>().AsNoTracking()
            .Where(school => school.Degree == Degree.Second && school.TypeLabel == "CLG" && school.GoneAt == null)
            .OrderBy(school => school.Uai).FirstAsync(cancellation);
    }
}
