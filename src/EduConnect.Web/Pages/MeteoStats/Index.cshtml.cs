using EduConnect.Web.MeteoStats;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.MeteoStats;

/// <summary>MétéoStats begins with the nation (row #222).</summary>
internal sealed class IndexModel : PageModel
{
    public IActionResult OnGet() => Redirect(TerritoryRoutes.Root + "/national");
}
