using EduConnect.Core.Platform;

namespace EduConnect.Web.Hosting;

/// <summary>
/// A request for another host than that of the public origin is answered 400 before anything else looks at it (S-RC2); addresses are built from the public origin in any case. What machines ask of a
/// node by its own address stays open: health, metrics, and the reports of the SMS gateway. The port is not compared: a proxy may have its own.
/// </summary>
internal static class PublicHost
{
    private static readonly string[] OfMachines = ["/health", "/metrics", "/passerelle/sms"];
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public static IApplicationBuilder UsePublicHost(this IApplicationBuilder app)
    {
        var origin = new Uri(app.ApplicationServices.GetRequiredService<ServiceOptions>().PublicOrigin);
        var hosts = new HashSet<string>(origin.IsLoopback ? Loopback : [], StringComparer.OrdinalIgnoreCase) { origin.IdnHost };
        return app.Use((context, next) =>
        {
            if (hosts.Contains(context.Request.Host.Host) || Array.Exists(OfMachines, path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
    }
}
