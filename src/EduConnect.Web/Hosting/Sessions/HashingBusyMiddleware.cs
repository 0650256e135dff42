using System.Globalization;
using EduConnect.Core.Accounts.Passwords;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>Answers 503 with Retry-After when too many passwords are being checked (S-PW3); the error page says it in words.</summary>
internal static class HashingBusyMiddleware
{
    public static IApplicationBuilder UseHashingLimit(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (HashingBusyException) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = HashingBusyException.RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }
    });
}
