using EduConnect.Core.Activation.Registration;
using EduConnect.Web.Pages.Registration;

namespace EduConnect.Web.Hosting;

/// <summary>Registers the self-registration of guardians.</summary>
internal static class RegistrationComposition
{
    public static IServiceCollection AddRegistration(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<JoinAccounts>();
        services.AddScoped<Registrations>().AddScoped<AskForCode>().AddScoped<ProveByCode>().AddScoped<AnswerAboutFamily>().AddScoped<FinishRegistration>().AddScoped<ForgetRegistrations>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<RegistrationUpkeepLoop>();
        }

        return services.AddScoped<RegistrationCookie>();
    }
}
