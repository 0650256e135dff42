using EduConnect.Core.FranceConnect;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Registers FranceConnect: rules, stores, the calls there, the pages' texts.</summary>
internal static class FranceConnectComposition
{
    public static IServiceCollection AddFranceConnect(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FranceConnectOptions>().Bind(configuration.GetSection("FranceConnect"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<FranceConnectOptions>>().Value);
        services.AddScoped<FranceConnectIdentities>();
        return services;
    }
}
