using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using EduConnect.Web.Design;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Agents;

/// <summary>A signed-in agent adds the code that a module needs (rows #7 and #8).</summary>
[WorksInMaintenance]
internal sealed class CodeModel(AddSecondFactor add, ServiceOptions service, PageFrame frame, IStringLocalizer<AdministrationTexts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(Name = "retour", SupportsGet = true)]
    public string? Back { get; set; }

    /// <summary>The ministry's provider opened the session: its key does as well.</summary>
    public bool IsOfProvider => Agent.IsOfProvider;

    private SignedInAgent Agent => HttpContext.Features.Get<SignedInAgent>()!;

    public IActionResult OnGet()
    {
        Prepare();
        return Agent.Locked.Count == 0 ? Redirect(Back ?? "/arena") : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Prepare();
        if (string.IsNullOrWhiteSpace(Code))
        {
            return Refuse(StatusCodes.Status200OK, "Code.Empty");
        }

        var name = AgentAuthentication.CookieName(service);
        var result = await add.RunAsync(Agent, Request.Cookies[name]!, Code, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty, cancellationToken);
        if (result is { Outcome: AgentSignInOutcome.Done, Handle: { } handle })
        {
            Response.Cookies.Append(name, handle, AgentAuthentication.Cookie(service));
            return Redirect(Back ?? "/arena");
        }

        return result.Outcome == AgentSignInOutcome.TooManyTries ? Refuse(StatusCodes.Status429TooManyRequests, "SignIn.TooManyTries") : Refuse(StatusCodes.Status200OK, "Code.Wrong");
    }

    private PageResult Refuse(int status, string text)
    {
        Response.StatusCode = status;
        ModelState.AddModelError(nameof(Code), texts[text]);
        return Page();
    }

    private void Prepare()
    {
        frame.HomePath = "/arena";
        frame.Agent = Agent.Agent.DisplayName;
        frame.SignOutPath = "/agents/deconnexion";
        Back = ReturnAddress.Fold(Back);
    }
}
