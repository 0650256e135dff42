using Microsoft.Net.Http.Headers;

namespace EduConnect.Web.Hosting;

/// <summary>The headers of S-HD1 and S-HD2 on every answer; what an endpoint has set itself is kept.</summary>
internal static class SecurityHeaders
{
    private const string StrictTransport = "max-age=63072000; includeSubDomains; preload";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
        {
            // A font or a style sheet loads nothing and shows nothing: a short policy spares half a kilobyte each.
            headers.TryAdd(HeaderNames.ContentSecurityPolicy, "default-src 'none'");
        }
        else
        {
            WriteForPages(context, headers);
        }

        headers.TryAdd(HeaderNames.XContentTypeOptions, "nosniff");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        if (context.Request.IsHttps)
        {
            headers.TryAdd(HeaderNames.StrictTransportSecurity, StrictTransport);
        }

        if (IsHtml(context.Response.ContentType) || !headers.ContainsKey(HeaderNames.CacheControl))
        {
            headers.CacheControl = "no-store";
        }
    }

    private static void WriteForPages(HttpContext context, IHeaderDictionary headers)
    {
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, ContentSecurity.Of(context).ToString());
        headers.TryAdd("Reporting-Endpoints", PolicyReports.Header);
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");
    }

    private static bool IsHtml(string? contentType) =>
        contentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
}
