using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Registration;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Pages.Recovery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace EduConnect.Web.Pages.Registration;

/// <summary>A page of a registration in progress: shown only when its turn has come, and never while nothing can be written (domain 15.2).</summary>
[AllowAnonymous]
internal abstract class RegistrationPage(RegistrationStep step) : PageModel
{
    /// <summary>Leads to the page whose turn it is.</summary>
    public const string Begin = "/inscription/suite";

    /// <summary>Where it is explained that the journey is closed for a while.</summary>
    public const string Interrupted = "/inscription/interrompue";

    private const string Expired = "/inscription/expiree";

    /// <summary>The registration.</summary>
    public RegistrationState State { get; protected set; } = null!;

    /// <summary>Number of this page, from 1.</summary>
    public int Number => RegistrationSteps.Of(State).TakeWhile(one => one != step).Count() + 1;

    /// <summary>Number of pages.</summary>
    public int Count => RegistrationSteps.Of(State).Count;

    /// <summary>The guardians' sign-in page, with the way back to the service that asked (domain 6.5).</summary>
    public string SignInAddress => RecoveryAddress.SignIn(AccountKind.Guardian, State.ReturnPath);

    /// <summary>Where names and number are corrected.</summary>
    public string IdentityAddress => Address(RegistrationStep.Identity, State);

    /// <summary>The network the request comes from.</summary>
    protected string Network => NetworkAddress.Of(HttpContext.Connection.RemoteIpAddress);

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var services = HttpContext.RequestServices;
        if (services.GetRequiredService<ReadOnlyMode>().IsOn)
        {
            var interrupted = await services.GetRequiredService<RegistrationCookie>().FindAsync(HttpContext);
            context.Result = Redirect(Beside(Interrupted, interrupted?.ReturnPath));
            return;
        }

        var state = await services.GetRequiredService<RegistrationCookie>().FindAsync(HttpContext);
        if (state is null)
        {
            context.Result = Redirect(Expired);
            return;
        }

        State = state;
        if (!RegistrationSteps.MayShow(state, step))
        {
            context.Result = Redirect(Address(RegistrationSteps.Next(state), state));
            return;
        }

        await next();
    }

    /// <summary>The address of a page.</summary>
    public static string Address(RegistrationStep step, RegistrationState state) => step switch
    {
        RegistrationStep.Identity => state.Person is null ? "/inscription" : "/inscription/telephone",
        RegistrationStep.Code => "/inscription/code",
        RegistrationStep.Children => "/inscription/enfants",
        RegistrationStep.Reports => "/inscription/signalement",
        RegistrationStep.Password => "/inscription/mot-de-passe",
        _ => "/inscription/fin",
    };

    /// <summary>A page beside the journey, with the way back to the service that asked.</summary>
    public static string Beside(string path, string? returnUrl) => ReturnAddress.Keep(returnUrl) is { } kept ? QueryHelpers.AddQueryString(path, "returnUrl", kept) : path;

    /// <summary>Who acts, for the audit.</summary>
    protected Actor Actor(Account account) =>
        new(ActorKind.AccountHolder, account.Id.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);

    /// <summary>Goes to the first page that is not done.</summary>
    protected RedirectResult GoOn() => Redirect(Address(RegistrationSteps.Next(State), State));

    /// <summary>The registration leads nowhere any more.</summary>
    protected RedirectResult GiveUp() => Redirect(Beside(Expired, State.ReturnPath));

    /// <summary>The page again, with what is to correct.</summary>
    protected PageResult Again(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>Carries everything out and goes where it leads.</summary>
    protected async Task<IActionResult> FinishAsync(RegistrationFamily family, string? passwordHash)
    {
        var services = HttpContext.RequestServices;
        var isByFranceConnect = State.Person is not null;
        var actor = Actor(family.Account);
        switch (await services.GetRequiredService<FinishRegistration>().RunAsync(State, family, passwordHash, actor, HttpContext.RequestAborted))
        {
            case RegistrationEnd.Entered:
                var desk = services.GetRequiredService<FamilySignIn>();
                var entered = await services.GetRequiredService<EnterAfterActivation>()
                    .RunAsync(family.Account, desk.Device(HttpContext), State.IsShared, actor, HttpContext.RequestAborted, isByFranceConnect ? "fc" : "pwd", Request.Headers.UserAgent);
                if (entered is null)
                {
                    return Redirect(SignInAddress);
                }

                await desk.EnterAsync(HttpContext, entered.Handle, entered.Device);
                return Redirect(ReturnAddress.Safe(State.ReturnPath));
            case RegistrationEnd.PasswordChanged:
                return Redirect("/inscription/fin");
            case RegistrationEnd.PasswordKept:
                return Redirect(QueryHelpers.AddQueryString(SignInAddress, "identifiant", family.Account.Username));
            case RegistrationEnd.AttachedElsewhere:
                return Redirect(Beside("/inscription/autre-identite", State.ReturnPath));
            default:
                return Redirect(Begin);
        }
    }

    /// <summary>Before a form whose answer may lead back to the service that asked for the sign-in.</summary>
    protected Task AllowReturnAsync() => HttpContext.RequestServices.GetRequiredService<ReturnAddress>().AllowAsync(HttpContext, State.ReturnPath);
}
