using EduConnect.Core.Informing;
using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Schools;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The sheets of a finished order as one PDF: made in memory for this answer, bound to the agent, for 10 minutes (S-PP9).</summary>
internal sealed class SheetsModel(AgentOrders orders, InformSheets sheets, SheetLinks links) : SchoolPage
{
    private const string FileName = "feuilles-educonnect.pdf";

    public async Task<IActionResult> OnGetAsync(Guid id, [FromQuery(Name = "lien")] string? link, CancellationToken cancellationToken)
    {
        var state = links.Judge(link, Scope.Agent.Agent.Id, id);
        if (state == SheetLinkState.Foreign || await orders.FindAsync(Scope, InformOrder.OperationKind, id, cancellationToken) is not { State: OperationState.Done } operation)
        {
            return NotFound();
        }

        if (state == SheetLinkState.Expired)
        {
            return Redirect(Back(id, "expire"));
        }

        try
        {
            var document = await sheets.RunAsync(Scope, operation, cancellationToken);
            Response.Headers.CacheControl = "no-store";
            return File(document, "application/pdf", FileName);
        }
        catch (LettersUnavailableException)
        {
            return Redirect(Back(id, "indisponible"));
        }
    }

    private string Back(Guid id, string reason) => $"{Root}/informations/{id}{ListQuery.Read(Request.Query).With("suite", reason)}";
}
