using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols;

/// <summary>The way to servers of services, whose addresses others gave us: public networks only, no redirections, no cookies, no proxy, and five seconds a call.</summary>
internal static class ServiceNetwork
{
    /// <summary>A service that takes longer is tried again.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    /// <summary>Registers an HTTP client that goes this way.</summary>
    public static IServiceCollection AddServiceCalls(this IServiceCollection services, string name, IConfiguration configuration)
    {
        // For services inside the operator's own network; off, an address of the registry reaches nothing that only this machine can.
        var reachesPrivate = configuration.GetValue<bool>("OpenIdConnect:PrivateServices");
        services.AddHttpClient(name, http => http.Timeout = LongestCall).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = reachesPrivate ? null : PublicNetwork.ConnectAsync,
        });
        return services;
    }
}
