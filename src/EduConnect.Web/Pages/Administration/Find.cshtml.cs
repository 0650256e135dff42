using EduConnect.Core.Agents;
using EduConnect.Core.Schools.Finding;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Administration;

/// <summary>An assistance team looks for somebody in the schools of its groups (rows #10 and #239); each result opens the school's own detail.</summary>
internal sealed class FindModel(FindPeople find) : PageModel
{
    private const int Longest = 200;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Search { get; set; }

    public FoundPeople Found { get; private set; } = new([]);

    public static string AddressOf(FoundPerson person) => $"{ModuleRoutes.Administration}/{person.School.Uai}/{ListRoutes.Of(person.List)}/{person.AccountId}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var agent = HttpContext.Features.Get<SignedInAgent>()!;
        if (!FindPeople.IsFor(agent))
        {
            return FindPeople.IsFor(StepUp.LockedOf(agent)) ? StepUp.To(HttpContext, ModuleRoutes.Administration) : NotFound();
        }

        Search = string.IsNullOrWhiteSpace(Search) ? null : Search.Length > Longest ? Search[..Longest] : Search;
        Found = await find.RunAsync(agent, Search, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty, cancellationToken);
        return Page();
    }
}
