using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>The link that the old address got (S-RC6). Opening it changes nothing, since mail scanners open links; the button does. Needs no session.</summary>
[AllowAnonymous]
internal sealed class UndoMailModel(UndoMailChange undo) : PageModel
{
    /// <summary>Null before the button, then whether it was done.</summary>
    public bool? Outcome { get; private set; }

    /// <summary>Shows the button, whether or not the link works: nothing is looked up.</summary>
    public void OnGet() => Outcome = null;

    /// <summary>Undoes the change.</summary>
    public async Task OnPostAsync(string token)
    {
        var actor = new Actor(ActorKind.AccountHolder, string.Empty, HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        Outcome = await undo.RunAsync(token, actor, HttpContext.RequestAborted);
        Response.StatusCode = Outcome == true ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
    }
}
