using EduConnect.Core.Activation;
using EduConnect.Core.Platform.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The link of a confirmation mail (rows #55, #57). Opening it changes nothing, since mail scanners open links; the button does.</summary>
[AllowAnonymous]
internal sealed class MailLinkModel(ConfirmAddress confirm) : PageModel
{
    /// <summary>What to show.</summary>
    public enum Result
    {
        /// <summary>The button.</summary>
        Asked,

        /// <summary>Done.</summary>
        Confirmed,

        /// <summary>Not valid any more.</summary>
        Gone,
    }

    /// <summary>What is shown.</summary>
    public Result Outcome { get; private set; }

    /// <summary>Shows the button, whether or not the link works: nothing is looked up.</summary>
    public void OnGet() => Outcome = Result.Asked;

    /// <summary>Confirms.</summary>
    public async Task OnPostAsync(string token)
    {
        var actor = new Actor(ActorKind.AccountHolder, string.Empty, HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        Outcome = await confirm.RunAsync(token, actor, HttpContext.RequestAborted) is null ? Result.Gone : Result.Confirmed;
        Response.StatusCode = Outcome == Result.Gone ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
    }
}
