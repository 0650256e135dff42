using EduConnect.Core.Activation.Registration;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Authentication;

namespace EduConnect.Web.Pages.Registration;

/// <summary>After the last page. Reached by a new password on an account that was activated before, by a double submit or by the back button.</summary>
internal sealed class DoneModel() : RegistrationPage(RegistrationStep.Done)
{
    /// <summary>Whether a guardian is signed in on this browser: the last page does that for those whose account it activated.</summary>
    public bool IsSignedIn { get; private set; }

    /// <summary>Where somebody signed in goes on: the service that asked, or else the portal.</summary>
    public string NextAddress => ReturnAddress.Safe(State.ReturnPath);

    public async Task OnGetAsync()
    {
        await HttpContext.AuthenticateAsync(FamilySessionHandler.SchemeName);
        IsSignedIn = HttpContext.Features.Get<Session>() is { Kind: SessionKind.Guardian };
    }
}
