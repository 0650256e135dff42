using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.FranceConnect;
using EduConnect.Web.Pages.Activation;
using EduConnect.Web.Protocols.Transition;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Transition;

/// <summary>
/// Where a former system sends people, with its assertion in a form (row #65). The form comes from another site, so there is no token of ours in it: all it can do is
/// begin a journey in this browser, for the person the assertion speaks of. Every refusal is one page, whatever the reason.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed partial class ArrivalModel(TransitionAssertions assertions, ActivationCookie cookie, FranceConnectAvailability franceConnect, ILogger<ArrivalModel> logger) : PageModel
{
    /// <summary>Whether FranceConnect is one of the other ways.</summary>
    public bool HasFranceConnect => franceConnect.Offer == FranceConnectOffer.On;

    /// <summary>Where the holder of an activated account goes on after signing in; null for a refusal.</summary>
    public string? ReturnPath { get; private set; }

    /// <summary>Whose pages of sign-in and self-help the holder of an activated account is led to.</summary>
    public AccountKind Kind { get; private set; }

    /// <summary>An address typed or kept: nobody has arrived.</summary>
    public PageResult OnGet() => Refuse(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Checks the assertion and begins.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm(Name = "assertion")] string? assertion, [FromServices] ArriveFromFormerSystem arrive)
    {
        if (await assertions.VerifyAsync(assertion, HttpContext.RequestAborted) is not { } trusted)
        {
            var isTooLong = assertion?.Length > TransitionAssertions.Longest || Request.ContentLength > 2 * TransitionAssertions.Longest;
            return Refuse(isTooLong ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity);
        }

        switch (await arrive.RunAsync(trusted.System, trusted.Claims.Vectors, trusted.ReturnPath, HttpContext.RequestAborted))
        {
            case TransitionArrival.Begun begun:
                return cookie.Go(HttpContext, begun.Handle, TransitionPaths.Welcome);
            case TransitionArrival.AlreadyActivated activated:
                (ReturnPath, Kind) = (trusted.ReturnPath, activated.Kind);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                Unmatched(trusted.System.Code);
                return Refuse(StatusCodes.Status422UnprocessableEntity);
        }
    }

    private PageResult Refuse(int status)
    {
        Response.StatusCode = status;
        return Page();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transition refused: not exactly one account of its schools (former system {System})")]
    private partial void Unmatched(string system);
}
