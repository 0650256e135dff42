using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Operators;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting.Metrics;

/// <summary><c>/metrics</c>, in the text format of Prometheus, for whoever sends the key of <c>Metrics:Key</c>. Without such a setting, or such a key, it is not there.</summary>
internal static class MetricsEndpoint
{
    private const string Bearer = "Bearer ";

    public static IServiceCollection AddMetricsEndpoint(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection("Metrics"))
            .Validate(options => options.Key.Length is 0 or >= MetricsOptions.ShortestKey, $"Metrics:Key has at least {MetricsOptions.ShortestKey} signs.").ValidateOnStart();
        return services.AddSingleton<MetricsCollector>();
    }

    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        var key = endpoints.ServiceProvider.GetRequiredService<IOptions<MetricsOptions>>().Value.Key;
        if (key.Length > 0)
        {
            // Listening begins with the service, not with the first question.
            var collector = endpoints.ServiceProvider.GetRequiredService<MetricsCollector>();
            endpoints.MapGet("/metrics", (HttpContext context, ReadServiceState read, CancellationToken cancellation) => AnswerAsync(context, key, collector, read, cancellation)).AllowAnonymous();
        }

        return endpoints;
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, string key, MetricsCollector collector, ReadServiceState read, CancellationToken cancellation)
    {
        if (!IsRight(context.Request.Headers.Authorization.ToString(), key))
        {
            return Results.NotFound();
        }

        var text = new MetricsText();
        StateMetrics.Write(text, await read.RunAsync(cancellation));
        collector.Write(text);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(text.ToString(), MetricsText.ContentType, Encoding.UTF8);
    }

    private static bool IsRight(string sent, string key) =>
        sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent[Bearer.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
