using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Patterns;

/// <summary>The elements of the families' pages; with <c>error</c> in the address, every field in its error state.</summary>
public sealed class FamilyModel(IHostEnvironment environment, PageFrame frame, IStringLocalizer<Texts> texts, TimeProvider time)
    : PatternModel(environment, frame)
{
    /// <summary>Shows the page; with <c>crash</c>, fails as a fault of ours would.</summary>
    public void OnGet(bool error, bool crash)
    {
        if (crash)
        {
            throw new InvalidOperationException("Asked for by the pattern page.");
        }

        Frame.SignOutPath = "/_patterns";
        Frame.SessionSeconds = 3600;
        Frame.KeepAlivePath = "/_patterns";
        Frame.AccountPath = "/_patterns";
        Frame.PortalPath = "/_patterns";
        if (!error)
        {
            return;
        }

        var message = texts["Binding.Missing"].Value;
        foreach (var field in new[] { "Text", "Username", "Password", "NewPassword", "Code", "Tie", "Shared", "Mode" })
        {
            ModelState.AddModelError($"Input.{field}", $"{message} ({field})");
        }

        Input.BirthDate = new DateInput { Day = "31", Month = "02", Year = "2014" };
        Input.OtherDate = new DateInput { Day = "4", Year = "2014" };
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        Input.BirthDate.Read("Input.BirthDate", ModelState, texts, today);
        Input.OtherDate.Read("Input.OtherDate", ModelState, texts, today);
    }
}
