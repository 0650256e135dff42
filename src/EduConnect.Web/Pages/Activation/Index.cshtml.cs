using EduConnect.Core.Activation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Activation;

/// <summary>Leads to the page whose turn it is.</summary>
[AllowAnonymous]
internal sealed class IndexModel(ActivationCookie cookie) : PageModel
{
    /// <summary>Goes on where the activation stands.</summary>
    public async Task<IActionResult> OnGetAsync() => Redirect(await cookie.FindAsync(HttpContext) is var (state, _) ? ActivationPage.Address(ActivationSteps.Next(state)) : "/activation/expiree");
}
