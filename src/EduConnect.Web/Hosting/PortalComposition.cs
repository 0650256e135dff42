using EduConnect.Core.Assistance;
using EduConnect.Core.HelpTexts;
using EduConnect.Core.Portal;
using EduConnect.Web.Help;

namespace EduConnect.Web.Hosting;

/// <summary>Portal, school messages, assistance texts and help pages.</summary>
internal static class PortalComposition
{
    public static IServiceCollection AddPortalAndHelp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PortalCatalogue>().AddSingleton<AssistanceTexts>().AddSingleton<SetSchoolMessage>();
        services.AddScoped<ReadPortal>().AddScoped<PreviousSignIn>().AddScoped<SavePortalService>().AddScoped<RemovePortalService>().AddScoped<SetAssistanceText>();
        services.AddScoped<ReadAssistance>().AddScoped<ReadTextVersions>().AddScoped<ReadFaqTexts>().AddScoped<SetFaqText>().AddSingleton<FaqTexts>();
        services.Configure<HelpOptions>(configuration.GetSection(HelpOptions.Section));
        services.Configure<GuideOptions>(configuration.GetSection(GuideOptions.Section));
        services.AddSingleton<GuidePictures>();
        services.AddSingleton<HelpBooks>().AddSingleton<FamilyBook>().AddSingleton<AcademieMap>();
        return services;
    }
}
