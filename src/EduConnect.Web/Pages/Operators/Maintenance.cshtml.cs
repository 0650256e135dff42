using EduConnect.Core.Maintenance;
using EduConnect.Core.Operators;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The planned interruptions, and one more: typed, shown with what it means, then planned (rows #247 to #251). Writes the operational store only.</summary>
[WorksInMaintenance]
internal sealed class MaintenanceModel(OperatorDesk desk, ReadWindows read, PlanMaintenance plan, MaintenanceCalendar calendar) : OperatorPage(desk)
{
    [BindProperty]
    public PlanForm Input { get; set; } = new();

    /// <summary>What the operator asked of the confirmation: <c>planifier</c>, <c>modifier</c>; null before it.</summary>
    [BindProperty(Name = "suite")]
    public string? Asked { get; set; }

    public PlannedWindows Windows { get; private set; } = new([], []);

    /// <summary>What is to be confirmed (UTC); null while it is typed.</summary>
    public (DateTime StartsAt, DateTime EndsAt)? Proposal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => Windows = await read.RunAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Windows = await read.RunAsync(cancellationToken);
        if (Asked == "modifier")
        {
            return Page();
        }

        if (Input.Read("Input.", ModelState, Texts) is not { } hours)
        {
            return Again();
        }

        if (Asked == "planifier" && IsPlanned(hours))
        {
            return Redirect(OperatorRoutes.Maintenance + "?suite=planifiee");
        }

        var refusal = Asked == "planifier"
            ? (await plan.RunAsync(hours.StartsAt, hours.EndsAt, Input.Sentence, Operator, cancellationToken)).Refusal
            : await plan.JudgeAsync(hours.StartsAt, hours.EndsAt, cancellationToken);
        if (refusal != PlanRefusal.None)
        {
            ModelState.AddModelError("Input." + (refusal == PlanRefusal.Overlaps ? nameof(PlanForm.StartDay) : nameof(PlanForm.EndDay)), Texts["Window." + refusal]);
            return Again();
        }

        if (Asked == "planifier")
        {
            // This node need not wait for its next look.
            await calendar.RefreshAsync(cancellationToken);
            return Redirect(OperatorRoutes.Maintenance + "?suite=planifiee");
        }

        Proposal = hours;
        return Page();
    }

    // The form was sent twice.
    private bool IsPlanned((DateTime StartsAt, DateTime EndsAt) hours) =>
        Windows.Standing.Any(window => window.StartsAt == hours.StartsAt && window.EndsAt == hours.EndsAt && window.Message == Input.Sentence);
}
