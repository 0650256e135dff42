using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Protocols.Transition;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.Activation;

/// <summary>A page of an activation in progress: shown only when its turn has come, whatever the browser asks for.</summary>
[AllowAnonymous]
internal abstract class ActivationPage(ActivationStep step) : PageModel
{
    /// <summary>The activation.</summary>
    public ActivationState State { get; private set; } = null!;

    /// <summary>The account, tracked by the request's main store.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Number of this page, from 1.</summary>
    public int Number => ActivationSteps.Of(State).TakeWhile(one => one != step).Count() + 1;

    /// <summary>Number of pages.</summary>
    public int Count => ActivationSteps.Of(State).Count;

    /// <summary>The page before; null on the first.</summary>
    public string? BackAddress => Number > 1 ? Address(ActivationSteps.Of(State)[Number - 2]) : null;

    /// <summary>Who acts, for the audit.</summary>
    protected Actor Actor => new(ActorKind.AccountHolder, Account.Id.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cookie = HttpContext.RequestServices.GetRequiredService<ActivationCookie>();
        if (await cookie.FindAsync(HttpContext) is not var (state, account))
        {
            context.Result = Expire();
            return;
        }

        (State, Account) = (state, account);
        if (!ActivationSteps.MayShow(state, step))
        {
            context.Result = Redirect(Address(ActivationSteps.Next(state)));
            return;
        }

        await next();
    }

    /// <summary>The address of a page.</summary>
    public static string Address(ActivationStep step) => step switch
    {
        ActivationStep.Welcome => TransitionPaths.Welcome,
        ActivationStep.NewAccount => TransitionPaths.NewAccount,
        ActivationStep.Password => "/activation/mot-de-passe",
        ActivationStep.Address => "/activation/adresse",
        ActivationStep.Children => "/activation/enfants",
        ActivationStep.Reports => "/activation/signalement",
        ActivationStep.BirthDate => "/activation/naissance",
        ActivationStep.Confirmation => "/activation/confirmation",
        _ => "/activation/fin",
    };

    /// <summary>Goes to the first page that is not done.</summary>
    protected RedirectResult GoOn() => Redirect(Address(ActivationSteps.Next(State)));

    /// <summary>The activation leads nowhere any more.</summary>
    protected RedirectResult Expire() => Redirect("/activation/expiree");

    /// <summary>The page again, with what is to correct.</summary>
    protected PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Carries out what a guardian decided about the children, by the proof that the activation was begun with.</summary>
    protected async Task<IActionResult> FinishAsync()
    {
        var services = HttpContext.RequestServices;
        if (State.Goal == ActivationGoal.Transition)
        {
            return await services.GetRequiredService<ActivateByTransition>().RunAsync(State, Account, State.PasswordHash!, Actor, HttpContext.RequestAborted) == AccountRefusal.None
                ? await EnterAsync()
                : Expire();
        }

        var refusal = await services.GetRequiredService<ActivateGuardian>().RunAsync(State, Account, Actor, HttpContext.RequestAborted);
        return refusal == AccountRefusal.None && State.MailIsProved ? await EnterAsync() : Redirect("/activation");
    }

    /// <summary>Signs in whoever has just finished, and goes where they came from.</summary>
    protected async Task<IActionResult> EnterAsync()
    {
        var services = HttpContext.RequestServices;
        var family = services.GetRequiredService<FamilySignIn>();
        var entered = await services.GetRequiredService<EnterAfterActivation>().RunAsync(Account, family.Device(HttpContext), State.IsShared, Actor, HttpContext.RequestAborted, userAgent: Request.Headers.UserAgent);
        if (entered is null)
        {
            return Redirect("/connexion");
        }

        await family.EnterAsync(HttpContext, entered.Handle, entered.Device);
        return Redirect(ReturnAddress.Safe(State.ReturnPath));
    }

    /// <summary>Before a form whose answer may lead back to the service that asked for the sign-in.</summary>
    protected Task AllowReturnAsync() => HttpContext.RequestServices.GetRequiredService<ReturnAddress>().AllowAsync(HttpContext, State.ReturnPath);
}
