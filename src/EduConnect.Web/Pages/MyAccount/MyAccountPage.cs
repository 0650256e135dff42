using System.Globalization;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>A page about the signed-in person's own account: whose it is comes from the session, never from the request.</summary>
internal abstract class MyAccountPage(bool forGuardians = false) : PageModel
{
    /// <summary>The account as it was read for this request; changed by use cases only.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Whether it is a guardian's.</summary>
    public bool IsGuardian => Session.Kind == SessionKind.Guardian;

    /// <summary>Whether it has a chosen password; accounts activated by FranceConnect have none (row #91).</summary>
    public bool HasPassword => Account.PasswordHash is not null;

    /// <summary>Without a password, whether the sign-in is too old to change contacts (S-RC6).</summary>
    public bool MustSignInAgain => !HasPassword && !HttpContext.RequestServices.GetRequiredService<PasswordProof>().IsFresh(Session);

    /// <summary>The session.</summary>
    public Session Session => HttpContext.Features.GetRequiredFeature<Session>();

    /// <summary>Whether this account has such a page.</summary>
    protected virtual bool MayShow => true;

    /// <summary>Who acts, for the audit.</summary>
    protected Actor Actor => new(ActorKind.AccountHolder, Session.HolderId.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);

    private IStringLocalizer<MyAccountTexts> Texts => HttpContext.RequestServices.GetRequiredService<IStringLocalizer<MyAccountTexts>>();

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var main = HttpContext.RequestServices.GetRequiredService<MainDb>();
        var account = await main.Set<Account>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == Session.HolderId && one.ClosedAt == null, HttpContext.RequestAborted);
        Account = account!;
        if (account is null || (forGuardians && !IsGuardian) || !MayShow)
        {
            context.Result = NotFound();
            return;
        }

        await next();
    }

    /// <summary>The page again, with what is to correct.</summary>
    protected PageResult Again()
    {
        if (Response.StatusCode == StatusCodes.Status200OK)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return Page();
    }

    /// <summary>Asks for the password once more; accounts without one must have signed in less than 5 minutes ago. Adds what is wrong under <paramref name="field"/>.</summary>
    protected async Task<bool> ProveAsync(string? typed, string field)
    {
        var proof = HttpContext.RequestServices.GetRequiredService<PasswordProof>();
        if (!HasPassword)
        {
            if (!proof.IsFresh(Session))
            {
                ModelState.AddModelError(string.Empty, Texts["Proof.Stale"]);
            }

            return proof.IsFresh(Session);
        }

        if (string.IsNullOrEmpty(typed))
        {
            ModelState.AddModelError(field, Texts["Proof.Empty"]);
            return false;
        }

        var device = HttpContext.RequestServices.GetRequiredService<FamilySignIn>().Device(HttpContext);
        var result = await proof.CheckAsync(Account, typed, device, HttpContext.Connection.RemoteIpAddress, HttpContext.TraceIdentifier, HttpContext.RequestAborted);
        if (!result.IsRight)
        {
            ModelState.AddModelError(field, result.Wait is { } wait ? TooMany(wait) : Texts["Proof.Wrong"]);
        }

        return result.IsRight;
    }

    /// <summary>The sentence about a wait, with its status and header.</summary>
    protected string TooMany(TimeSpan wait)
    {
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var family = HttpContext.RequestServices.GetRequiredService<IStringLocalizer<FamilyTexts>>();
        return minutes <= 1 ? family["SignIn.Wait.One"] : family["SignIn.Wait.Many", minutes];
    }
}
