using EduConnect.Core.Maintenance;
using EduConnect.Core.Operators;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Takes a planned interruption back, or ends the one in force, once the operator has seen which. Writes the operational store only.</summary>
[WorksInMaintenance]
internal sealed class CancelWindowModel(OperatorDesk desk, ReadWindows read, CancelMaintenance cancel, MaintenanceCalendar calendar) : OperatorPage(desk)
{
    public MaintenanceWindow Window { get; private set; } = null!;

    /// <summary>Whether it has begun.</summary>
    public bool IsInForce => Window.IsInForce(Now);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if ((await read.RunAsync(cancellationToken)).Standing.FirstOrDefault(window => window.Id == id) is not { } found)
        {
            return NotFound();
        }

        Window = found;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        var isCancelled = await cancel.RunAsync(id, Operator, cancellationToken);

        // This node need not wait for its next look.
        await calendar.RefreshAsync(cancellationToken);
        return Redirect($"{OperatorRoutes.Maintenance}?suite={(isCancelled ? "annulee" : "deja")}");
    }
}
