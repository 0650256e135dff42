using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Portal;

/// <summary>A tie reported by mistake is confirmed after all (rows #75, #77).</summary>
internal sealed class ReportsModel(MainDb main, CancelReport cancel, TimeProvider clock, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> texts) : PageModel
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public ReportInput Input { get; set; } = new();

    /// <summary>Ties reported and still declared by their source.</summary>
    public IReadOnlyList<Child> Reported { get; private set; } = [];

    /// <summary>Whether one has just been confirmed.</summary>
    public bool Confirmed { get; private set; }

    private Guid Holder => HttpContext.Features.GetRequiredFeature<Session>().HolderId;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync([FromQuery(Name = "confirme")] string? confirmed)
    {
        Confirmed = confirmed is not null;
        await LoadAsync();
    }

    /// <summary>Confirms one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (Input.BirthDate.Read("Input.BirthDate", ModelState, dates, today) is { } date)
        {
            var actor = new Actor(ActorKind.AccountHolder, Holder.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
            var outcome = await cancel.RunAsync(Holder, Input.PupilId, date, actor, HttpContext.RequestAborted);
            if (outcome is CancelOutcome.Confirmed or CancelOutcome.Again)
            {
                // Two clicks: the page shows what is so now.
                return Redirect(outcome == CancelOutcome.Confirmed ? "/portail/signalements?confirme=1" : "/portail/signalements");
            }

            ModelState.AddModelError("Input.BirthDate", texts[outcome == CancelOutcome.TooManyTries ? "Dates.Pause" : "Dates.Own"]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync() =>
        Reported = [.. (await Children.OfAsync(main, Holder, HttpContext.RequestAborted)).Where(child => child.Statement == LinkStatement.ReportedWrong)];
}

/// <summary>What the page sends about one child.</summary>
internal sealed class ReportInput
{
    /// <summary>The child.</summary>
    public Guid PupilId { get; set; }

    /// <summary>Né(e) le.</summary>
    public DateInput BirthDate { get; set; } = new();
}
