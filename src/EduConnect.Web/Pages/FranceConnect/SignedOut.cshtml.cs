using EduConnect.Web.Protocols.FranceConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.FranceConnect;

/// <summary>People come back here after signing out at FranceConnect; here they are signed out already. The state decides where they go (federation reference d.7).</summary>
[AllowAnonymous]
internal sealed class SignedOutModel(FranceConnectVisits visits) : PageModel
{
    /// <summary>Goes on.</summary>
    public async Task<IActionResult> OnGetAsync() => Redirect(await visits.AfterLeavingAsync(HttpContext));
}
