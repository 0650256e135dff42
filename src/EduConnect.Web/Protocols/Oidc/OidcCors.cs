using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>
/// Cross-origin calls (S-HD2): anybody's scripts may read the discovery document and the keys, those of a registered origin may call
/// the token and userinfo endpoints, and nobody's may call anything else. Never with cookies.
/// </summary>
internal sealed class OidcCors(ServiceDirectory services)
{
    /// <summary>Adds what the browser needs to let the answer through.</summary>
    public async Task AllowAsync(HttpContext http, bool anybody)
    {
        var headers = http.Response.Headers;
        if (anybody)
        {
            headers.AccessControlAllowOrigin = "*";
            return;
        }

        headers.Vary = "Origin";
        if (http.Request.Headers.Origin.ToString() is { Length: > 0 } origin && await services.KnowsOriginAsync(origin, http.RequestAborted))
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlExposeHeaders = "WWW-Authenticate";
        }
    }

    /// <summary>Answers a preflight.</summary>
    public async Task PreflightAsync(HttpContext http, bool anybody, string methods)
    {
        await AllowAsync(http, anybody);
        if (http.Response.Headers.AccessControlAllowOrigin.Count > 0)
        {
            http.Response.Headers.AccessControlAllowMethods = methods;
            http.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, DPoP";
            http.Response.Headers.AccessControlMaxAge = "600";
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
