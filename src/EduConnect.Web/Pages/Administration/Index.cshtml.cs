using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The school to administer, by UAI or name, when there are several (row #115).</summary>
internal sealed class IndexModel(SchoolsOfAgent schools) : PageModel
{
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    /// <summary>The page shown; "page" is a route value of Razor Pages and cannot be bound by that name.</summary>
    public int Number { get; private set; } = 1;

    public IReadOnlyList<School> Schools { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>Where the module begins.</summary>
    public string Root => ModuleRoutes.Root(Module);

    /// <summary>Whether they are écoles only: an IEN delegates to their directors.</summary>
    public bool OfSchools => Module == AgentModule.Delegations;

    private AgentModule Module => ModuleRoutes.Of(Request.Path);

    public string AtPage(int page) => QueryString.Create("q", Search ?? string.Empty).Add("page", page.ToString(CultureInfo.InvariantCulture)).ToString();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Search = Search is { Length: > 200 } ? Search[..200] : Search;
        Number = int.TryParse(Request.Query["page"], out var page) ? Math.Clamp(page, 1, 10_000) : 1;
        (Schools, Total) = await schools.RunAsync(
            HttpContext.Features.Get<SignedInAgent>()!, Module, Search, (Number - 1) * SchoolList.PageSize, SchoolList.PageSize, cancellationToken);
        return Total == 1 && string.IsNullOrEmpty(Search) ? Redirect($"{Root}/{Schools[0].Uai}") : Page();
    }
}
