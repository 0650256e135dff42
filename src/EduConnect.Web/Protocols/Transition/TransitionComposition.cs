using EduConnect.Core.Activation.Transition;

namespace EduConnect.Web.Protocols.Transition;

/// <summary>Registers the transition from former systems.</summary>
internal static class TransitionComposition
{
    public static IServiceCollection AddTransition(this IServiceCollection services)
    {
        services.AddScoped<AddFormerSystem>().AddScoped<RemoveFormerSystem>().AddScoped<SwitchFormerSystem>();
        return services.AddScoped<TransitionMatching>().AddScoped<ArriveFromFormerSystem>().AddScoped<ActivateByTransition>().AddScoped<TransitionAssertions>();
    }
}
