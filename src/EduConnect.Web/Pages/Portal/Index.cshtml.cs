using System.Globalization;
using EduConnect.Core.Platform;
using EduConnect.Core.Portal;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.AccessCodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Portal;

/// <summary>The person's services, for each child of a guardian; the schools' messages; the last sign-in (domain 14.1, rows #21 to #23).</summary>
internal sealed class IndexModel(ReadPortal portal) : PageModel
{
    /// <summary>What is shown.</summary>
    public PortalView View { get; private set; } = null!;

    /// <summary>Day and time of the sign-in before this one, on a Paris clock; null when none is known.</summary>
    public (string Day, string Time)? LastSignIn => View.PreviousSignIn is { } utc ? (Write(utc, "dd/MM/yyyy"), Write(utc, "HH:mm:ss")) : null;

    /// <summary>When this session ends at the latest, when an access code opened it; null otherwise.</summary>
    public string? EndsAt => SignInWithAccessCode.Opened(Session) ? ParisTime.Clock(Session.ExpiresAt) : null;

    private Session Session => HttpContext.Features.GetRequiredFeature<Session>();

    /// <summary>Shows the portal; whoever main does not know (any more) is asked to sign in.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await portal.RunAsync(Session, HttpContext.RequestAborted) is not { } view)
        {
            return Redirect("/connexion");
        }

        View = view;
        return Page();
    }

    private static string Write(DateTime utc, string format) => ParisTime.From(utc).ToString(format, CultureInfo.InvariantCulture);
}
