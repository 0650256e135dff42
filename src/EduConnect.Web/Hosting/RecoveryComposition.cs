using EduConnect.Core.Accounts.Recovery;
using EduConnect.Web.Pages.Recovery;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Registers self-help: forgotten username and password.</summary>
internal static class RecoveryComposition
{
    public static IServiceCollection AddRecovery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RecoveryOptions>().Bind(configuration.GetSection("Recovery"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<RecoveryOptions>>().Value);
        services.AddSingleton<RecoveryLinks>();
        services.AddScoped<Recoveries>().AddScoped<RecoveryLimits>().AddScoped<NewPassword>();
        services.AddScoped<SendUsernameByMail>().AddScoped<SendUsernameBySms>();
        services.AddScoped<SendRecoveryMail>().AddScoped<SendRecoveryCode>().AddScoped<CheckRecoveryCode>().AddScoped<RecoverPassword>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<RecoveryUpkeepLoop>();
        }

        return services;
    }
}
