using EduConnect.Web.Maintenance;
using EduConnect.Web.Protocols.Saml.Logout;
using EduConnect.Web.Protocols.Saml.Metadata;
using EduConnect.Web.Protocols.Saml.Sso;

namespace EduConnect.Web.Protocols.Saml;

/// <summary>
/// The addresses of the identity provider. They take no antiforgery token: services send browsers here from elsewhere, and what they send
/// has its own proof. All of it goes on during maintenance: only the operational store is written.
/// </summary>
internal static class SamlEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly string[] Getting = ["GET"];
    private static readonly string[] Posting = ["POST"];

    public static void MapSaml(this IEndpointRouteBuilder application)
    {
        var services = application.ServiceProvider;
        var routes = application.MapGroup(string.Empty).WithMetadata(new WorksInMaintenanceAttribute());
        routes.MapMethods(SamlPaths.Metadata, Reading, services.GetRequiredService<MetadataEndpoint>().HandleAsync);
        routes.MapMethods(SamlPaths.SsoByRedirect, Getting, services.GetRequiredService<SsoEndpoint>().ByRedirectAsync);
        routes.MapMethods(SamlPaths.SsoByPost, Posting, services.GetRequiredService<SsoEndpoint>().ByPostAsync);
        routes.MapMethods(SamlPaths.Unsolicited, Getting, services.GetRequiredService<UnsolicitedEndpoint>().HandleAsync);
        routes.MapMethods(SamlPaths.LogoutByRedirect, Getting, services.GetRequiredService<SamlLogoutEndpoint>().ByRedirectAsync);
        routes.MapMethods(SamlPaths.LogoutByPost, Posting, services.GetRequiredService<SamlLogoutEndpoint>().ByPostAsync);
        routes.MapMethods(SamlPaths.LogoutContinue, Getting, services.GetRequiredService<LogoutContinueEndpoint>().HandleAsync);
        routes.MapMethods(SamlPaths.Tour, Getting, services.GetRequiredService<TourEndpoint>().TellAsync);
        routes.MapMethods(SamlPaths.TourEnd, Getting, services.GetRequiredService<TourEndpoint>().EndAsync);
        routes.MapMethods(SamlPaths.Continue, Getting, services.GetRequiredService<ContinueEndpoint>().HandleAsync);
    }
}
