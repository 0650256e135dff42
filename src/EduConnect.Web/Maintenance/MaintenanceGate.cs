using System.Globalization;
using EduConnect.Core.Platform;

namespace EduConnect.Web.Maintenance;

/// <summary>
/// Refuses every form that would modify, with an explanation and before any try, code or message is spent (domain 15.2, row #249).
/// Refused unless said otherwise: a new page that forgets the mark fails kindly instead of halfway.
/// </summary>
internal static class MaintenanceGate
{
    private static readonly TimeSpan Unknown = TimeSpan.FromSeconds(30);

    public static IApplicationBuilder UseMaintenanceGate(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Reads(context.Request.Method) || context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<WorksInMaintenanceAttribute>() is not null
            || context.RequestServices.GetRequiredService<ReadOnlyMode>().Current is not { } interruption)
        {
            return next(context);
        }

        Refuse(context, interruption.End);
        return Task.CompletedTask;
    });

    /// <summary>Answers 503; the error page says until when (UTC), if anybody can tell.</summary>
    public static void Refuse(HttpContext context, DateTime? until)
    {
        var rest = until - context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime ?? Unknown;
        context.Features.Set(new MaintenanceRefusal(until));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(rest.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    private static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

/// <summary>Why an answer is 503: maintenance.</summary>
/// <param name="Until">UTC; null when nobody can tell</param>
internal sealed record MaintenanceRefusal(DateTime? Until);
