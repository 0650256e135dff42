using EduConnect.Core.Activation.Registration;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Registration;

/// <summary>Leads to the page whose turn it is.</summary>
[AllowAnonymous]
internal sealed class ContinueModel(RegistrationCookie cookie) : PageModel
{
    /// <summary>Goes on where the registration stands.</summary>
    public async Task<IActionResult> OnGetAsync() =>
        Redirect(await cookie.FindAsync(HttpContext) is { } state ? RegistrationPage.Address(RegistrationSteps.Next(state), state) : "/inscription/expiree");
}
