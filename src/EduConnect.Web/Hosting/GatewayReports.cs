using EduConnect.Core.Platform.Outbox;

namespace EduConnect.Web.Hosting;

/// <summary>Where an SMS gateway reports what became of a message. A machine calls it by GET, as Kannel does; the mark in the address is what lets it in.</summary>
internal static class GatewayReports
{
    public static void MapGatewayReports(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DeliveryReportMarks.Path + "{id:guid}", async (Guid id, string? k, int? s, DeliveryReportMarks marks, DeliveryReports reports, HttpContext http) =>
            !marks.IsOf(id, k) || s is not { } status || status == 0 || !Enum.IsDefined((DeliveryReport)status) ? Results.NotFound()
            : await reports.KeepAsync(id, (DeliveryReport)status, http.RequestAborted) ? Results.NoContent()
            : Results.NotFound()).AllowAnonymous();
}
