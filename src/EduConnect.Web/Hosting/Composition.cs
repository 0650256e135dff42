using EduConnect.Web.Hosting.Metrics;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Protocols.Transition;

namespace EduConnect.Web.Hosting;

/// <summary>The whole application, put together in one place: one line per room.</summary>
internal static class Composition
{
    /// <summary>Bytes that a form or a protocol message may hold (S-HD3).</summary>
    private const long LargestRequestBody = 64 * 1024;

    /// <summary>Registers every room.</summary>
    public static WebApplicationBuilder AddEduConnect(this WebApplicationBuilder builder)
    {
        QuietLogs.Add(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
        });
        builder.Services.AddPlatform(builder.Configuration);
        builder.Services.AddTrustedProxies(builder.Configuration);
        builder.Services.AddRingProtection(builder.Configuration);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddWorker(builder.Configuration);
        builder.Services.AddDirectory(builder.Configuration);
        builder.Services.AddHtmlPages(builder.Configuration);
        builder.Services.AddSessions(builder.Configuration);
        builder.Services.AddCodes(builder.Configuration);
        builder.Services.AddRegistration(builder.Configuration);
        builder.Services.AddMyAccount(builder.Configuration);
        builder.Services.AddOidc(builder.Configuration);
        builder.Services.AddSaml(builder.Configuration);
        builder.Services.AddFranceConnect(builder.Configuration);
        builder.Services.AddTransition();
        builder.Services.AddPortalAndHelp(builder.Configuration);
        builder.Services.AddAdministration(builder.Configuration);
        builder.Services.AddMaintenance(builder.Configuration);
        builder.Services.AddNight(builder.Configuration);
        builder.Services.AddCampaigns();
        builder.Services.AddOperators();
        builder.Services.AddMetricsEndpoint(builder.Configuration);
        builder.Services.AddRecovery(builder.Configuration);
        return builder;
    }

    /// <summary>The request pipeline.</summary>
    public static WebApplication UseEduConnect(this WebApplication app)
    {
        app.UsePublicHost();
        app.UseForwardedHeaders();
        app.UsePublicScheme();
        app.UseHtmlPages();
        app.UseHashingLimit();
        app.UseRouting();
        app.UseMaintenanceGate();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHtmlPages();
        app.MapOidc();
        app.MapSaml();
        app.MapGatewayReports();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
