using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Web.Pages.Activation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
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
        services.AddScoped<ResealProvisional>().AddScoped<RotateKey>();
        services.AddSingleton<ProvisionalPasswords>().AddSingleton<ProvisionalPasswordVault>().AddSingleton<ProvisionalPasswordMac>().AddSingleton<KnownDevices>().AddSingleton<Throttle>();
        services.AddSingleton<Core.SignIn.Sessions>().AddSingleton<SignInJournal>().AddSingleton<SignInAccounts>().AddSingleton<NewDeviceMails>().AddSingleton<SessionCookies>();
        services.AddSingleton<ReturnAddress>().AddSingleton<FamilySignIn>();
        services.AddScoped<SignInWithPassword>().AddScoped<DrainJournal>().AddScoped<EnterAfterActivation>();
        services.AddActivation();
        services.AddHostedService<HashingWarning>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<JournalLoop>();
        }

        // No scheme is tried by default, not even the only one: the sign-in page must not look at the store.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FamilySessionHandler>(FamilySessionHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(
            FamilySessionHandler.SchemeName,
            new AuthorizationPolicyBuilder(FamilySessionHandler.SchemeName).RequireAuthenticatedUser().Build());
        services.Configure<RazorPagesOptions>(options => options.Conventions.AuthorizeFolder("/Portal", FamilySessionHandler.SchemeName));
        return services;
    }

    private static void AddActivation(this IServiceCollection services)
    {
        services.AddSingleton<AccountLinks>().AddSingleton<ConfirmationMails>().AddSingleton<TieStatements>();
        services.AddScoped<Activations>().AddScoped<BirthDateLimits>().AddScoped<ActivationCookie>();
        services.AddScoped<ActivatePupil>().AddScoped<AnswerJudge>().AddScoped<AnswerAboutChildren>().AddScoped<ActivateGuardian>();
        services.AddScoped<ConfirmAddress>().AddScoped<SendConfirmationAgain>().AddScoped<ChoosePasswordAfterReset>().AddScoped<CancelReport>();
    }

    private static IServiceCollection AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddOptions<T>().Bind(configuration.GetSection(section));
        return services.AddSingleton(host => host.GetRequiredService<IOptions<T>>().Value);
    }
}
