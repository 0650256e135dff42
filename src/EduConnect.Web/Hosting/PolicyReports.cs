using System.Text.Json;
using EduConnect.Web.Maintenance;

namespace EduConnect.Web.Hosting;

/// <summary>Receives what browsers report about the content security policy (Reporting API) and writes one short line for each.</summary>
internal static class PolicyReports
{
    public const string Group = "csp";
    public const string Header = $"{Group}=\"{Path}\"";

    private const string Path = "/rapports-csp";
    private const int LongestValue = 100;

    public static void MapPolicyReports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, ReceiveAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new WorksInMaintenanceAttribute());

    private static async Task<IResult> ReceiveAsync(HttpContext context, ILoggerFactory loggers)
    {
        try
        {
            using var reports = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            foreach (var report in reports.RootElement.EnumerateArray())
            {
                var body = report.GetProperty("body");
                loggers.CreateLogger("ContentSecurityPolicy").LogWarning(
                    "Refused by the policy: directive {Directive}, blocked {Blocked}",
                    Short(body, "effectiveDirective"),
                    Short(body, "blockedURL"));
            }

            return Results.NoContent();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Results.BadRequest();
        }
    }

    /// <summary>A reported value without its query, which may hold someone's data, on one line.</summary>
    private static string Short(JsonElement body, string name)
    {
        var value = body.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString()! : "";
        var plain = string.Concat(value.Split('?', '#')[0].Where(sign => !char.IsControl(sign)));
        return plain.Length <= LongestValue ? plain : plain[..LongestValue];
    }
}
