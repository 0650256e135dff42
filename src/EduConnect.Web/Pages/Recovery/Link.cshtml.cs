using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>The link of the mail (row #111): username and new password, twice. Opening it looks nothing up and changes nothing, since mail scanners open links.</summary>
[AllowAnonymous]
internal sealed class LinkModel(
    MainDb main, OperationalDb operational, RecoveryLinks links, Recoveries recoveries, NewPassword password, RecoverPassword recover, SessionCookies cookies, IStringLocalizer<RecoveryTexts> texts)
    : PageModel
{
    /// <summary>What was typed; passwords are never written back.</summary>
    [BindProperty]
    public NewPasswordInput Input { get; set; } = new();

    /// <summary>Whether the link does not work any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Keeps the password and uses the link up.</summary>
    public async Task<IActionResult> OnPostAsync(string token)
    {
        var cancellation = HttpContext.RequestAborted;
        var link = await links.FindAsync(operational, token, cancellation);
        var account = link is null ? null : await main.Set<Account>().FirstOrDefaultAsync(one => one.Id == link.AccountId, cancellation);
        if (link is null || account is null || !RecoveryProof.Fits(account, link.ProofHash))
        {
            return Gone();
        }

        if (TypedUsername.Normalize(Input.Username) != account.Username)
        {
            ModelState.AddModelError("Input.Username", texts[string.IsNullOrWhiteSpace(Input.Username) ? "Username.Empty" : "Username.Other"]);
        }

        if (await password.HashAsync(account, Input.Password, Input.Again, ModelState, cancellation) is not { } hash || !ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var actor = new Actor(ActorKind.AccountHolder, account.Id.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        if (!await recover.RunAsync(new RecoveryMeans.ByMail(link), account, hash, actor, cancellation))
        {
            return Gone();
        }

        cookies.Write(HttpContext, cookies.Recovery, await recoveries.EndAsync(account, link.ReturnPath, cancellation));
        return Redirect(RecoveryAddress.Of(RecoveryStep.Done));
    }

    private PageResult Gone()
    {
        IsGone = true;
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
