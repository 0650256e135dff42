using EduConnect.Core.Activation.Registration;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Registration;

/// <summary>Ties a registration in progress to the browser that began it.</summary>
internal sealed class RegistrationCookie(SessionCookies cookies, Registrations registrations)
{
    /// <summary>Gives the browser the handle of <see cref="Registrations.BeginAsync"/> and goes to the page whose turn it is.</summary>
    public IActionResult Go(HttpContext http, string handle)
    {
        Write(http, handle);
        return new RedirectResult(RegistrationPage.Begin);
    }

    /// <summary>Gives the browser its handle.</summary>
    public void Write(HttpContext http, string handle) => cookies.Write(http, cookies.Registration, handle);

    /// <summary>The registration of this browser; null when there is none or it took too long.</summary>
    public Task<RegistrationState?> FindAsync(HttpContext http) => registrations.FindAsync(http.Request.Cookies[cookies.Registration], http.RequestAborted);
}
