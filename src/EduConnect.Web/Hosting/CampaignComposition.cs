using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Campaigns.Checking;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Core.Campaigns.Loading;
using EduConnect.Core.Platform.Operations;

namespace EduConnect.Web.Hosting;

/// <summary>Registers campaigns of compromised accounts; the worker role does their long work.</summary>
internal static class CampaignComposition
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<CampaignTurns>().AddSingleton<LeakedPasswords>().AddSingleton<LoadCampaign>();
        services.AddSingleton<LeakedPasswordCheck>().AddSingleton<CheckChunk>().AddSingleton<HashedUsernames>();
        services.AddSingleton<ApplyCampaign>().AddSingleton<StopCampaign>().AddSingleton<CancelCampaign>().AddSingleton<ApplyChunk>();
        services.AddSingleton<PreviewCampaign>().AddSingleton<FollowCampaign>().AddSingleton<ListCampaigns>();
        services.AddScoped<OperationHandler, CheckHandler>().AddScoped<OperationHandler, ApplyHandler>();
        return services;
    }
}
