using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Agents;

/// <summary>Asked for by a page left open, to prolong the session: recognising the agent has done it.</summary>
internal sealed class SessionModel : PageModel
{
    public IActionResult OnGet() => StatusCode(StatusCodes.Status204NoContent);
}
