using EduConnect.Core.Federation.Logout;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.Oidc.Logout.BackChannel;

/// <summary>Registers what tells services of ended sessions.</summary>
internal static class BackChannelComposition
{
    public static IServiceCollection AddBackChannelLogout(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddServiceCalls(BackChannelCalls.HttpName, configuration);
        services.AddSingleton<LogoutNotices>().AddSingleton<UntoldServices>().AddSingleton<LogoutTokenWriter>().AddSingleton<BackChannelCalls>().AddSingleton<BackChannelSender>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<BackChannelLoop>();
        }

        return services;
    }
}
