using EduConnect.Core.Activation;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Authentication;

namespace EduConnect.Web.Pages.Activation;

/// <summary>After the last page: what remains to be done. Reached again by a double submit or the back button, by those too whom the last page signed in.</summary>
internal sealed class DoneModel() : ActivationPage(ActivationStep.Done)
{
    /// <summary>Whether this browser is signed in to the account that was activated.</summary>
    public bool IsSignedIn { get; private set; }

    /// <summary>Where somebody signed in goes on: the service that asked, or else the portal.</summary>
    public string NextAddress => ReturnAddress.Safe(State.ReturnPath);

    public async Task OnGetAsync()
    {
        await HttpContext.AuthenticateAsync(FamilySessionHandler.SchemeName);
        IsSignedIn = HttpContext.Features.Get<Session>()?.HolderId == Account.Id;
    }
}
