using EduConnect.Core.Activation;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Activation;

/// <summary>Ties an activation in progress to the browser that gave the proof.</summary>
internal sealed class ActivationCookie(SessionCookies cookies, Activations activations)
{
    /// <summary>Begins after a right password and goes to the first page.</summary>
    public async Task<IActionResult> BeginAsync(HttpContext http, Guid account, string print, bool isShared, string? returnPath) =>
        Go(http, await activations.BeginAsync(account, print, isShared, returnPath, http.RequestAborted));

    /// <summary>Gives the browser its handle; without one the account has gone on meanwhile.</summary>
    /// <param name="http">the request</param>
    /// <param name="handle">from <see cref="Activations"/></param>
    /// <param name="first">the page to begin with; by default the one whose turn it is</param>
    public IActionResult Go(HttpContext http, string? handle, string first = "/activation")
    {
        if (handle is null)
        {
            return new RedirectResult("/connexion");
        }

        cookies.Write(http, cookies.Activation, handle);
        return new RedirectResult(first);
    }

    /// <summary>The activation of this browser; null when there is none or it took too long.</summary>
    public Task<(ActivationState State, Core.Accounts.Account Account)?> FindAsync(HttpContext http) =>
        activations.FindAsync(http.Request.Cookies[cookies.Activation], http.RequestAborted);
}
