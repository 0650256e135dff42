using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>Registers passwords, sessions and the sign-in of families.</summary>
internal static class SessionsComposition
{
    public static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<SessionLifetimes>(configuration, "Sessions").AddSettings<ThrottleOptions>(configuration, "Throttling").AddSettings<Deadlines>(configuration, "Deadlines");
        services.AddSingleton(host => new HashingPool(host.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PasswordHasher>(host => ActivatorUtilities.CreateInstance<PasswordHasher>(host));
        services.AddSingleton<ProvisionalPasswords>().AddSingleton<ProvisionalPasswordMac>().AddSingleton<KnownDevices>().AddSingleton<Throttle>();
        services.AddSingleton<Core.SignIn.Sessions>().AddSingleton<SignInJournal>().AddSingleton<SessionCookies>();
        services.AddScoped<SignInWithPassword>().AddScoped<DrainJournal>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FamilySessionHandler>(FamilySessionHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(
            FamilySessionHandler.SchemeName,
            new AuthorizationPolicyBuilder(FamilySessionHandler.SchemeName).RequireAuthenticatedUser().Build());
        return services;
    }

    private static IServiceCollection AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section));
        return services.AddSingleton(host => host.GetRequiredService<IOptions<T>>().Value);
    }
}
