using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

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
        var networks = Networks(configuration[Setting] ?? string.Empty);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor;
            // From the nearest address back to the first that is not a proxy of ours, however many there are.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            networks.ForEach(options.KnownIPNetworks.Add);
        });
        return services;
    }

    private static List<IPNetwork> Networks(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network)];

    private static IPNetwork Network(string word)
    {
        if (IPNetwork.TryParse(word, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(word, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new InvalidOperationException($"{Setting} holds '{word}', which is neither an address nor a network such as 10.0.0.0/24.");
    }
}
