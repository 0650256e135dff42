using EduConnect.Core.Schools.Scope;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Administration;

/// <summary>A page about one school; <see cref="SchoolGate"/> has let the request in.</summary>
internal abstract class SchoolPage : PageModel
{
    /// <summary>Who administers which school.</summary>
    public EstablishmentScope Scope => HttpContext.Features.Get<EstablishmentScope>()!;

    /// <summary>Address of the school's home page.</summary>
    public string Root => $"{ModuleRoutes.Root(Scope.Module)}/{Scope.School.Uai}";
}
