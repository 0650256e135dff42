using EduConnect.Core.SignIn.Providers;

namespace EduConnect.Web.Protocols.Providers;

/// <summary>The HTTP side of a provider: time limit of its registration, small answers, no redirects, no cookies.</summary>
internal static class ProviderComposition
{
    /// <summary>Registers the calls of one provider.</summary>
    public static IServiceCollection AddProviderCalls<TRegistration>(this IServiceCollection services, string httpName)
        where TRegistration : ProviderRegistration
    {
        services.AddHttpClient(httpName)
            .ConfigureHttpClient((host, http) =>
            {
                http.Timeout = host.GetRequiredService<TRegistration>().Timeout;
                http.MaxResponseContentBufferSize = ProviderCalls.LargestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        return services;
    }
}
