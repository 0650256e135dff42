using System.Text.Json;
using EduConnect.Web.Maintenance;
using Microsoft.Net.Http.Headers;

namespace EduConnect.Web.Hosting;

/// <summary>Receives what browsers report about the content security policy (Reporting API) and writes one short line for each, up to a limit.</summary>
internal static class PolicyReports
{
    public const string Group = "csp";
    public const string Header = $"{Group}=\"{Path}\"";

    /// <summary>Reports read of one request; browsers send a handful.</summary>
    public const int MostInOne = 10;

    private const string Path = "/rapports-csp";
    private const string Several = "application/reports+json";
    private const string Single = "application/csp-report";
    private const int LongestValue = 100;

    public static void MapPolicyReports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, ReceiveAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new WorksInMaintenanceAttribute());

    private static async Task<IResult> ReceiveAsync(HttpContext context, PolicyReportLog log)
    {
        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        if (!Several.Equals(type, StringComparison.OrdinalIgnoreCase) && !Single.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var reports = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (Single.Equals(type, StringComparison.OrdinalIgnoreCase))
            {
                var body = reports.RootElement.GetProperty("csp-report");
                log.Write(Short(body, "effective-directive"), Short(body, "blocked-uri"));
                return Results.NoContent();
            }

            foreach (var report in reports.RootElement.EnumerateArray().Take(MostInOne))
            {
                var body = report.GetProperty("body");
                log.Write(Short(body, "effectiveDirective"), Short(body, "blockedURL"));
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
