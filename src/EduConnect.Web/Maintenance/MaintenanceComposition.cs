using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform;
using EduConnect.Web.Hosting;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Maintenance;

/// <summary>Registers the calendar's reader, the watch of the main store, the banners and the operators' use cases.</summary>
internal static class MaintenanceComposition
{
    public static IServiceCollection AddMaintenance(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MaintenanceOptions>().Bind(configuration.GetSection("Maintenance"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<MaintenanceOptions>>().Value);
        services.AddSingleton<MaintenanceNotice>();
        services.AddScoped<PlanMaintenance>().AddScoped<CancelMaintenance>();
        services.AddSingleton<MainWatch>().AddSingleton<ClockWatch>();
        services.AddHostedService<MaintenanceLoop>();
        services.AddHostedService<MainWatchLoop>().AddHostedService<ClockLoop>();
        return services;
    }
}
