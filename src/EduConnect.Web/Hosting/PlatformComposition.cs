using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Passwords.Leaked;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Registers what every room stands on: clock, chance, keys, settings.</summary>
internal static class PlatformComposition
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ServiceOptions>().Bind(configuration.GetSection("Service"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<ServiceOptions>>().Value);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IRandomSource, SystemRandomSource>();
        services.AddSingleton(host => new KeyRing(
            Path.Combine(host.GetRequiredService<ServiceOptions>().DataFolder, "keys"),
            host.GetRequiredService<TimeProvider>(),
            host.GetRequiredService<IRandomSource>()));
        services.AddSingleton(host => new LeakedPasswords(
            configuration["Passwords:Leaked"] is { Length: > 0 } path ? path : Path.Combine(host.GetRequiredService<ServiceOptions>().DataFolder, "passwords", "leaked")));
        services.AddSingleton<PasswordJudge>().AddSingleton<PrepareLeakedPasswords>();
        return services;
    }
}
