using EduConnect.Core.Accounts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Hosting.Sessions;
using EduConnect.Web.Protocols.FranceConnect;
using EduConnect.Web.Protocols.Providers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Pages.FranceConnect;

/// <summary>Mon compte: a guardian attaches or detaches FranceConnect (domain 5.4, rows #43, #44). Pupils never see it.</summary>
[Authorize(Policy = FamilySessionHandler.SchemeName)]
internal sealed class AccountModel(MainDb main, FranceConnectIdentities identities, FranceConnectAvailability availability, FranceConnectVisits visits) : PageModel
{
    /// <summary>What has just been done.</summary>
    [BindProperty(SupportsGet = true, Name = "resultat")]
    public string? Result { get; set; }

    /// <summary>Attached since, on a Paris clock; null when nothing is attached.</summary>
    public DateTime? AttachedOn { get; private set; }

    /// <summary>Whether the account has a password of its own.</summary>
    public bool HasPassword { get; private set; }

    /// <summary>The username, which Mot de passe oublié asks for.</summary>
    public string Username { get; private set; } = string.Empty;

    /// <summary>Whether FranceConnect is offered.</summary>
    public FranceConnectOffer Offer => availability.Offer;

    private Session Session => HttpContext.Features.GetRequiredFeature<Session>();

    /// <summary>This page, with the outcome of an attachment.</summary>
    public static string AddressAfter(AttachRefusal refusal) => FranceConnectPaths.Account + "?resultat=" + refusal switch
    {
        AttachRefusal.None => "relie",
        AttachRefusal.IdentityTaken => "identite-prise",
        AttachRefusal.AccountTaken => "compte-pris",
        _ => "autre-personne",
    };

    /// <inheritdoc />
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (Session.Kind != SessionKind.Guardian || Offer == FranceConnectOffer.NotSetUp)
        {
            context.Result = NotFound();
        }
    }

    /// <summary>Shows what is attached.</summary>
    public async Task OnGetAsync()
    {
        var holder = Session.HolderId;
        AttachedOn = await identities.FindAsync(holder, HttpContext.RequestAborted) is { } identity ? ParisTime.From(identity.AttachedAt) : null;
        var account = await main.Set<Account>().Where(one => one.Id == holder).Select(one => new { one.Username, HasPassword = one.PasswordHash != null }).FirstAsync(HttpContext.RequestAborted);
        (Username, HasPassword) = (account.Username, account.HasPassword);
    }

    /// <summary>Goes to FranceConnect to prove an identity.</summary>
    public async Task<IActionResult> OnPostAttachAsync()
    {
        if (await availability.RefreshAsync(HttpContext.RequestAborted) != FranceConnectOffer.On)
        {
            return Redirect(FranceConnectPaths.Account);
        }

        try
        {
            return Redirect(await visits.BeginAsync(HttpContext, FranceConnectGoal.Attach, Session.Id, FranceConnectPaths.Account));
        }
        catch (ProviderException)
        {
            return Redirect(FranceConnectPaths.Account + "?resultat=injoignable");
        }
    }

    /// <summary>Detaches.</summary>
    public async Task<IActionResult> OnPostDetachAsync([FromServices] DetachFranceConnect detach)
    {
        var actor = new Actor(ActorKind.AccountHolder, Session.HolderId.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        return await detach.RunAsync(Session.HolderId, actor, HttpContext.RequestAborted) switch
        {
            DetachOutcome.Detached => Redirect(FranceConnectPaths.Account + "?resultat=retire"),
            DetachOutcome.PasswordFirst => Redirect(FranceConnectPaths.Account + "?resultat=mot-de-passe"),
            _ => Redirect(FranceConnectPaths.Account),
        };
    }

    /// <summary>Signs out at FranceConnect, not here.</summary>
    public async Task<IActionResult> OnPostLeaveAsync() =>
        Redirect(await visits.LeaveAsync(HttpContext, null, FranceConnectPaths.Account) ?? FranceConnectPaths.Account);
}
