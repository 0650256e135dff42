using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Statistics;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Registers the steps of the night, in their order; the worker role does them.</summary>
internal static class NightComposition
{
    public static IServiceCollection AddNight(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NightOptions>().Bind(configuration.GetSection("Night"));
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection("Retention"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<NightOptions>>().Value);
        services.AddSingleton(host => host.GetRequiredService<IOptions<RetentionOptions>>().Value);
        services.AddSingleton<CountDeposits>().AddScoped<NightStep, TakeDeposits>().AddScoped<NightStep, FindNearMatches>().AddScoped<NightStep, GiveUsernames>();
        services.AddScoped<NightStep, ExpireAccounts>().AddScoped<NightStep, PurgePeople>().AddScoped<NightStep, ForgetOldTexts>().AddScoped<NightStep, SealAudit>();
        services.AddScoped<NightStep, ComputeStatistics>().AddScoped<NightStep, ComputeTerritories>();
        services.AddScoped<VerifyAudit>().AddScoped<EraseAccounts>().AddScoped<ErasePeople>().AddScoped<NightReportMails>();
        services.AddScoped<RunNight>().AddScoped<NightSchedule>().AddScoped<OperationHandler, NightHandler>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<NightLoop>();
        }

        return services;
    }
}
