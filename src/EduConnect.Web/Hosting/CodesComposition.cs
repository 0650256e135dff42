using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.SignIn.AccessCodes;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Registers codes by SMS and the access codes of pupils.</summary>
internal static class CodesComposition
{
    public static IServiceCollection AddCodes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CodeOptions>().Bind(configuration.GetSection("Codes"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<CodeOptions>>().Value);
        services.AddSingleton<CodeMac>().AddScoped<SendingLimits>().AddScoped<PhoneCodes>();
        services.AddOptions<AccessCodeOptions>().Bind(configuration.GetSection("AccessCodes"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<AccessCodeOptions>>().Value);
        services.AddSingleton<AccessCodeStore>().AddScoped<SignInWithAccessCode>();
        return services;
    }
}
