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
    /// <summary>What was typed, by pupil: each child has a form of its own, whose fields and errors are nobody else's.</summary>
    [BindProperty]
    public Dictionary<string, ReportInput> Input { get; set; } = [];

    /// <summary>Ties reported and still declared by their source.</summary>
    public IReadOnlyList<Child> Reported { get; private set; } = [];

    /// <summary>Whether one has just been confirmed.</summary>
    public bool Confirmed { get; private set; }

    private Session Visit => HttpContext.Features.GetRequiredFeature<Session>();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync([FromQuery(Name = "confirme")] string? confirmed)
    {
        Confirmed = confirmed is not null;
        await LoadAsync();
    }

    /// <summary>Confirms one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var (key, typed) = Input.FirstOrDefault();
        var field = $"Input[{key}].BirthDate";
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (Guid.TryParse(key, out var pupil) && typed?.BirthDate.Read(field, ModelState, dates, today) is { } date)
        {
            var actor = new Actor(ActorKind.AccountHolder, Visit.HolderId.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
            var outcome = await cancel.RunAsync(Visit, pupil, date, actor, HttpContext.RequestAborted);
            if (outcome is CancelOutcome.Confirmed or CancelOutcome.Again)
            {
                // Two clicks: the page shows what is so now.
                return Redirect(outcome == CancelOutcome.Confirmed ? "/portail/signalements?confirme=1" : "/portail/signalements");
            }

            ModelState.AddModelError(field, texts[Sentence(outcome)]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await LoadAsync();
        return Page();
    }

    private static string Sentence(CancelOutcome outcome) => outcome switch
    {
        CancelOutcome.BeginAgain => "Dates.Session",
        CancelOutcome.TooManyTries => "Dates.Pause",
        CancelOutcome.Stopped => "Dates.Stopped",
        _ => "Dates.Own",
    };

    private async Task LoadAsync()
    {
        Reported = [.. (await Children.OfAsync(main, Visit.HolderId, HttpContext.RequestAborted)).Where(child => child.Statement == LinkStatement.ReportedWrong)];
        Input = Reported.ToDictionary(child => child.PupilId.ToString(), child => Input.GetValueOrDefault(child.PupilId.ToString()) ?? new ReportInput());
    }
}

/// <summary>What the page sends about one child.</summary>
internal sealed class ReportInput
{
    /// <summary>Né(e) le.</summary>
    public DateInput BirthDate { get; set; } = new();
}
