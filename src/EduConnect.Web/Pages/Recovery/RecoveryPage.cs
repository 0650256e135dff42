using EduConnect.Core.Accounts.Recovery;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>A page of a forgotten password on its way: shown only when its turn has come, whatever the browser asks for (S-RC3).</summary>
[AllowAnonymous]
internal abstract class RecoveryPage(RecoveryStep step) : PageModel
{
    /// <summary>Where it stands, tracked by the request's operational store.</summary>
    public RecoveryState State { get; private set; } = null!;

    /// <summary>The sign-in page, with the way back.</summary>
    public string SignInAddress => RecoveryAddress.SignIn(State.Profile, State.ReturnPath);

    /// <summary>The page of the username, with the way back.</summary>
    public string StartAddress => RecoveryAddress.Of(RecoveryAddress.Password, State.Profile, State.ReturnPath);

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var services = HttpContext.RequestServices;
        var handle = HttpContext.Request.Cookies[services.GetRequiredService<SessionCookies>().Recovery];
        if (await services.GetRequiredService<Recoveries>().FindAsync(handle, HttpContext.RequestAborted) is not { } state)
        {
            context.Result = Redirect(RecoveryAddress.Password + "?recommencer=1");
            return;
        }

        State = state;
        if (!RecoverySteps.MayShow(state, step))
        {
            context.Result = GoOn();
            return;
        }

        await next();
    }

    /// <summary>Goes back to the page of the username, with profile and way back, and says why.</summary>
    protected RedirectResult BeginAgain() => Redirect(QueryHelpers.AddQueryString(StartAddress, "recommencer", "1"));

    /// <summary>Goes to the page whose turn it is.</summary>
    protected RedirectResult GoOn() => Redirect(RecoveryAddress.Of(RecoverySteps.Next(State)));

    /// <summary>The page again, with what is to correct.</summary>
    protected PageResult Again(string field, string sentence, int status = StatusCodes.Status422UnprocessableEntity)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = status;
        return Page();
    }
}
