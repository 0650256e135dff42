using EduConnect.Core.FranceConnect;
using EduConnect.Web.Hosting;
using EduConnect.Web.Protocols.Providers;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Registers FranceConnect: rules, stores, the calls there.</summary>
internal static class FranceConnectComposition
{
    public static IServiceCollection AddFranceConnect(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FranceConnectOptions>().Bind(configuration.GetSection("FranceConnect"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<FranceConnectOptions>>().Value);
        services.AddScoped<FranceConnectIdentities>().AddScoped<FranceConnectRequests>().AddScoped<FranceConnectTokens>();
        services.AddScoped<EnterByFranceConnect>().AddScoped<AttachFranceConnect>().AddScoped<DetachFranceConnect>().AddScoped<SwitchFranceConnect>();
        services.AddSingleton<FranceConnectAvailability>();
        services.AddProviderCalls<FranceConnectOptions>(FranceConnectProvider.HttpName);
        services.AddSingleton<FranceConnectProvider>().AddSingleton<FranceConnectExchange>();
        services.AddScoped<FranceConnectVisits>().AddScoped<FranceConnectSignOut>();
        var roles = Roles.From(configuration);
        if (roles.SignIn)
        {
            services.AddHostedService<FranceConnectSwitchLoop>();
        }

        if (roles.Worker)
        {
            services.AddHostedService<FranceConnectUpkeepLoop>();
        }

        return services;
    }
}
