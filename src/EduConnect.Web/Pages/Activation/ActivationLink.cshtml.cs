using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The link of the school's mail, in the place of the provisional password. It is used up when the activation ends.</summary>
[AllowAnonymous]
internal sealed class ActivationLinkModel(MainDb main, AccountLinks links, Activations activations, ActivationCookie cookie) : PageModel
{
    /// <summary>Whether the link does not work any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Begins. Merely opening the address shows the button, whether or not the link works: nothing is looked up.</summary>
    public async Task<IActionResult> OnPostAsync(string token)
    {
        var link = await links.FindAsync(main, LinkPurpose.Activate, token, HttpContext.RequestAborted);
        var handle = link is null ? null : await activations.BeginAsync(link, HttpContext.RequestAborted);
        if (handle is not null)
        {
            return cookie.Go(HttpContext, handle);
        }

        IsGone = true;
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
