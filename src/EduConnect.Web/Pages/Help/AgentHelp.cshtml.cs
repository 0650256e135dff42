using EduConnect.Web.Help;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Help;

/// <summary>Help for the staff of schools, opened from every page of theirs (domain 14.4, rows #245, #246).</summary>
internal sealed class AgentHelpModel(HelpBooks books) : PageModel
{
    /// <summary>Their questions.</summary>
    public HelpBook Book => books.Agents;
}
