using EduConnect.Core.Agents.Provider;
using EduConnect.Web.Hosting;
using EduConnect.Web.Protocols.Providers;

namespace EduConnect.Web.Protocols.Agents;

/// <summary>Registers the sign-in of agents by the ministry's provider. Settings that cannot work refuse to start.</summary>
internal static class AgentProviderComposition
{
    public static IServiceCollection AddAgentProvider(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Agents:Provider").Get<AgentProviderOptions>() ?? new AgentProviderOptions();
        options.Check();
        services.AddSingleton(options);
        services.AddScoped<AgentProviderRequests>().AddSingleton<AgentProviderSessions>();
        services.AddSingleton<EnterByAgentProvider>().AddSingleton<ForgetAgentIdentity>();
        services.AddProviderCalls<AgentProviderOptions>(AgentsOpenIdProvider.HttpName);
        services.AddSingleton<AgentsOpenIdProvider>().AddSingleton<AgentProviderExchange>();
        services.AddScoped<AgentProviderVisits>().AddSingleton<FormerAgentSession>();
        if (options.IsSetUp && Roles.From(configuration).Worker)
        {
            services.AddHostedService<AgentProviderUpkeepLoop>();
        }

        return services;
    }

    /// <summary>Lets the forms of a page end at the provider: browsers hold the redirect that follows a form against <c>form-action</c>.</summary>
    public static void AllowFormAction(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<AgentProviderOptions>() is { IsSetUp: true } options)
        {
            ContentSecurity.Of(http).AllowFormAction(new Uri(options.Issuer));
        }
    }
}
