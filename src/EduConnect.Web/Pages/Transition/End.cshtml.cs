using EduConnect.Core.Activation;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Pages.Activation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Pages.Transition;

/// <summary>The account is there, and the way on (rows #68, #69): to the registered address they came for, or to the portal. Also reached after signing in or FranceConnect.</summary>
[Authorize(Policy = FamilySessionHandler.SchemeName)]
internal sealed class EndModel(MainDb main, ActivationCookie cookie) : PageModel
{
    /// <summary>Whether the account was activated by the journey of this browser.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Where they came from and the address to go on to; null for the portal.</summary>
    public (string Name, string Address)? Way { get; private set; }

    /// <summary>Shows the page. Only a registered address of an open system is led to, by a link that says where.</summary>
    public async Task OnGetAsync(string? system, int number)
    {
        var holder = HttpContext.Features.GetRequiredFeature<Session>().HolderId;
        IsNew = await cookie.FindAsync(HttpContext) is ({ Goal: ActivationGoal.Transition, DoneAt: not null }, { } account) && account.Id == holder;
        if (system is not null && await main.Set<FormerSystem>().AsNoTracking().FirstOrDefaultAsync(one => one.Code == system && one.IsEnabled, HttpContext.RequestAborted) is { } found
            && number >= 0 && number < found.ReturnAddresses.Count)
        {
            Way = (found.Name, found.ReturnAddresses[number]);
        }
    }
}
