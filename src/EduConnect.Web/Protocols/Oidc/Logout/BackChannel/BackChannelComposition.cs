using EduConnect.Core.Federation.Logout;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.Oidc.Logout.BackChannel;

/// <summary>Registers what tells services of ended sessions.</summary>
internal static class BackChannelComposition
{
    /// <summary>A service that takes longer is tried again.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddBackChannelLogout(this IServiceCollection services, IConfiguration configuration)
    {
        // For services inside the operator's own network; off, an address of the registry reaches nothing that only this machine can.
        var reachesPrivate = configuration.GetValue<bool>("OpenIdConnect:PrivateServices");
        services.AddHttpClient(BackChannelCalls.HttpName, http => http.Timeout = LongestCall).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = reachesPrivate ? null : PublicNetwork.ConnectAsync,
        });
        services.AddSingleton<LogoutNotices>().AddSingleton<LogoutTokenWriter>().AddSingleton<BackChannelCalls>().AddSingleton<BackChannelSender>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<BackChannelLoop>();
        }

        return services;
    }
}
