using EduConnect.Core.Accounts.Codes;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Registers codes by SMS.</summary>
internal static class CodesComposition
{
    public static IServiceCollection AddCodes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CodeOptions>().Bind(configuration.GetSection("Codes"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<CodeOptions>>().Value);
        services.AddSingleton<CodeMac>().AddScoped<SendingLimits>().AddScoped<PhoneCodes>();
        return services;
    }
}
