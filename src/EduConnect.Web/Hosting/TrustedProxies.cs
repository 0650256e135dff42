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

    /// <summary>
    /// Behind an https origin every request counts as https, whatever a proxy says of it: what the framework writes itself then is Secure, like our own cookies, and
    /// browsers are told to stay with https (S-SE3, S-HD2). Addresses are built from the public origin, never from this (S-RC2).
    /// </summary>
    public static IApplicationBuilder UsePublicScheme(this IApplicationBuilder app) =>
        !app.ApplicationServices.GetRequiredService<ServiceOptions>().IsSecure ? app : app.Use((context, next) =>
        {
            context.Request.Scheme = Uri.UriSchemeHttps;
            return next(context);
        });
}
