using EduConnect.Web.Maintenance;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Keys;
using EduConnect.Web.Protocols.Oidc.Logout;
using EduConnect.Web.Protocols.Oidc.Pushed;
using EduConnect.Web.Protocols.Oidc.Token;
using EduConnect.Web.Protocols.Oidc.UserInfo;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>
/// The addresses of the provider. They take no antiforgery token: services post to them from elsewhere, and each has its own proof
/// (client authentication, access token, redirect address, or a confirmation page that does take one).
/// </summary>
internal static class OidcEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly string[] Both = ["GET", "POST"];
    private static readonly string[] Posting = ["POST"];

    public static void MapOidc(this IEndpointRouteBuilder application)
    {
        var services = application.ServiceProvider;
        var routes = application.MapGroup(string.Empty).WithMetadata(new WorksInMaintenanceAttribute());
        var cors = services.GetRequiredService<OidcCors>();
        routes.MapMethods(OidcPaths.Authorize, Both, services.GetRequiredService<AuthorizeEndpoint>().HandleAsync);
        routes.MapMethods(OidcPaths.Logout, Both, services.GetRequiredService<LogoutEndpoint>().HandleAsync);
        routes.MapMethods(OidcPaths.SignOut, Both, services.GetRequiredService<LogoutEndpoint>().HandleAsync);
        routes.MapMethods(OidcPaths.Revocation, Posting, services.GetRequiredService<RevocationEndpoint>().HandleAsync);
        routes.MapMethods(OidcPaths.Introspection, Posting, services.GetRequiredService<IntrospectionEndpoint>().HandleAsync);
        Open(routes, cors, OidcPaths.Discovery, Reading, anybody: true, services.GetRequiredService<DiscoveryEndpoint>().HandleAsync);
        Open(routes, cors, OidcPaths.Keyset, Reading, anybody: true, services.GetRequiredService<KeysetEndpoint>().HandleAsync);
        Open(routes, cors, OidcPaths.Token, Posting, anybody: false, services.GetRequiredService<TokenEndpoint>().HandleAsync);
        Open(routes, cors, OidcPaths.Pushed, Posting, anybody: false, services.GetRequiredService<PushedRequestEndpoint>().HandleAsync);
        Open(routes, cors, OidcPaths.UserInfo, Both, anybody: false, services.GetRequiredService<UserInfoEndpoint>().HandleAsync);
    }

    private static void Open(
        IEndpointRouteBuilder routes, OidcCors cors, string path, string[] methods, bool anybody, RequestDelegate handler)
    {
        routes.MapMethods(path, methods, async http =>
        {
            await cors.AllowAsync(http, anybody);
            await handler(http);
        });
        routes.MapMethods(path, ["OPTIONS"], http => cors.PreflightAsync(http, anybody, string.Join(", ", methods)));
    }
}
