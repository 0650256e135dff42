using EduConnect.Core.Activation.Registration;
using EduConnect.Web.Pages.Registration;

namespace EduConnect.Web.Hosting;

/// <summary>Registers the self-registration of guardians.</summary>
internal static class RegistrationComposition
{
    public static IServiceCollection AddRegistration(this IServiceCollection services)
    {
        services.AddSingleton<JoinAccounts>();
        services.AddScoped<Registrations>().AddScoped<AskForCode>().AddScoped<ProveByCode>().AddScoped<AnswerAboutFamily>().AddScoped<FinishRegistration>();
        return services.AddScoped<RegistrationCookie>();
    }
}
