using EduConnect.Core.Platform;
using Microsoft.AspNetCore.HttpOverrides;

namespace EduConnect.Web.Hosting;

/// <summary>
/// Setting <c>Service:Proxies</c>: addresses or networks of the proxies in front of this node, comma separated; empty: none. Only they may say
/// in <c>X-Forwarded-For</c> who is asking: throttling and audit stand on that address, so anybody else's word is not taken.
/// </summary>
internal static class TrustedProxies
{
    private const string Setting = "Service:Proxies";

    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var networks = NetworkRanges.Parse(Setting, configuration[Setting]);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
            // From the nearest address back to the first that is not a proxy of ours, however many there are.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
        return services;
    }
}
