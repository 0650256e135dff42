using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The tab: statistics begin with the first list of the school.</summary>
internal sealed class StatisticsIndexModel : SchoolPage
{
    public IActionResult OnGet() => Redirect($"{Root}/{ListRoutes.Statistics}/{ListRoutes.Counted(Scope.School.Degree)[0]}");
}
