using EduConnect.Core.Federation.Notices;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.Protocols.Oidc.Notices;

/// <summary>Registers what tells services of changes of accounts.</summary>
internal static class NoticeComposition
{
    public static IServiceCollection AddChangeNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddServiceCalls(NoticeCalls.HttpName, configuration);
        services.AddScoped<SetNotices>().AddScoped<RetryNotices>().AddSingleton<CountNotices>();
        services.AddSingleton<ChangeNotices>().AddSingleton<NoticeTokenWriter>().AddSingleton<NoticeCalls>().AddSingleton<NoticeSender>();
        if (Roles.From(configuration).Worker)
        {
            services.AddHostedService<NoticeLoop>();
        }

        return services;
    }
}
