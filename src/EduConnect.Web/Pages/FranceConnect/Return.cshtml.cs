using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Registration;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Pages.Registration;
using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Protocols.Providers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages.FranceConnect;

/// <summary>Why somebody who came back is not let in; the page says what to do.</summary>
internal enum ReturnEnding
{
    /// <summary>The answer is not to be trusted.</summary>
    NotTrusted,

    /// <summary>The person gave up, or FranceConnect refused them.</summary>
    GivenUp,

    /// <summary>FranceConnect does not answer us.</summary>
    Unreachable,

    /// <summary>Switched off meanwhile.</summary>
    SwitchedOff,

    /// <summary>No journey of this browser.</summary>
    NoJourney,

    /// <summary>The account behind the identity is closed.</summary>
    AccountClosed,
}

/// <summary>People come back from FranceConnect here. What they bring is checked before anything is looked up (S-FC1).</summary>
[AllowAnonymous]
internal sealed class ReturnModel(
    FranceConnectVisits visits, FranceConnectAvailability availability, FamilySignIn family, Registrations registrations, RegistrationCookie registration) : PageModel
{
    /// <summary>What the page says.</summary>
    public ReturnEnding Ending { get; private set; }

    /// <summary>Where they wanted to go; null when unknown.</summary>
    public string? ReturnPath { get; private set; }

    private Actor Actor => new(ActorKind.AccountHolder, string.Empty, HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);

    /// <summary>Signs in, goes on to activate an account, or attaches the identity to the account that is signed in.</summary>
    public async Task<IActionResult> OnGetAsync([FromServices] EnterByFranceConnect enter, [FromServices] AttachFranceConnect attach)
    {
        if (await visits.TakeAsync(HttpContext) is not { } request)
        {
            return End(ReturnEnding.NoJourney, StatusCodes.Status410Gone);
        }

        ReturnPath = request.ReturnPath;
        if (await availability.RefreshAsync(HttpContext.RequestAborted) != FranceConnectOffer.On)
        {
            return End(ReturnEnding.SwitchedOff, StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            var person = await visits.CompleteAsync(HttpContext, request);
            return request.Goal == FranceConnectGoal.Attach ? await AttachAsync(attach, person, request) : await EnterAsync(enter, person, request);
        }
        catch (ProviderException error)
        {
            return error.Fault switch
            {
                ProviderFault.Unreachable => End(ReturnEnding.Unreachable, StatusCodes.Status503ServiceUnavailable),
                ProviderFault.GivenUp => End(ReturnEnding.GivenUp, StatusCodes.Status422UnprocessableEntity),
                _ => End(ReturnEnding.NotTrusted, StatusCodes.Status422UnprocessableEntity),
            };
        }
    }

    private async Task<IActionResult> EnterAsync(EnterByFranceConnect enter, FranceConnectPerson person, FranceConnectRequest request)
    {
        switch (await enter.RunAsync(person, Actor, Request.Headers.UserAgent, HttpContext.RequestAborted))
        {
            case FranceConnectArrival.Entered entered:
                await family.EnterAsync(HttpContext, entered.Handle, null);
                return Redirect(await family.NextAsync(HttpContext, entered.AccountId, AccountKind.Guardian, request.ReturnPath));
            case FranceConnectArrival.Unknown:
                // The phone number comes next (row #39); the registration holds this very identity (S-FC2).
                return registration.Go(HttpContext, await registrations.BeginAsync(person, isShared: true, request.ReturnPath, HttpContext.RequestAborted));
            default:
                return End(ReturnEnding.AccountClosed, StatusCodes.Status422UnprocessableEntity);
        }
    }

    // The identity goes to the session that asked, in the browser that asked (S-FC2): nobody is attached by a link.
    private async Task<IActionResult> AttachAsync(AttachFranceConnect attach, FranceConnectPerson person, FranceConnectRequest request)
    {
        await HttpContext.AuthenticateAsync(FamilySessionHandler.SchemeName);
        if (HttpContext.Features.Get<Session>() is not { Kind: SessionKind.Guardian } session || session.Id != request.SessionId)
        {
            return End(ReturnEnding.NoJourney, StatusCodes.Status410Gone);
        }

        var refusal = await attach.RunAsync(session.HolderId, person, Actor with { Id = session.HolderId.ToString() }, HttpContext.RequestAborted);
        return Redirect(AccountModel.AddressAfter(refusal));
    }

    private PageResult End(ReturnEnding ending, int status)
    {
        Ending = ending;
        Response.StatusCode = status;
        return Page();
    }
}
