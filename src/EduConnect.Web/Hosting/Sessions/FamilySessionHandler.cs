using System.Security.Claims;
using System.Text.Encodings.Web;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Design;
using EduConnect.Web.Protocols.FranceConnect;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>Authenticates pupils and guardians by the session of their cookie. Runs only on the pages that ask for it.</summary>
internal sealed class FamilySessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SessionCookies cookies,
    IDbContextFactory<OperationalDb> stores,
    Core.SignIn.Sessions sessions,
    SessionLifetimes lifetimes) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme and of the policy that asks for it.</summary>
    public const string SchemeName = "Family";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[cookies.Session] is not { Length: > 0 } handle)
        {
            return AuthenticateResult.NoResult();
        }

        await using var db = await stores.CreateDbContextAsync(Context.RequestAborted);
        if (await sessions.FindAsync(db, handle, Context.RequestAborted) is not { Kind: SessionKind.Pupil or SessionKind.Guardian } session)
        {
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(session);
        Frame(session);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, session.HolderId.ToString()), new Claim(ClaimTypes.Role, session.Kind.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var back = HttpMethods.IsGet(Request.Method) ? $"?returnUrl={Uri.EscapeDataString(Request.Path + Request.QueryString)}" : string.Empty;
        Response.Redirect("/connexion" + back);
        return Task.CompletedTask;
    }

    private void Frame(Session session)
    {
        var frame = Context.RequestServices.GetRequiredService<PageFrame>();
        frame.SignOutPath = "/deconnexion";
        frame.PortalPath = "/portail";
        frame.AccountPath = "/mon-compte";
        frame.KeepAlivePath = "/session";
        frame.SessionSeconds = (int)lifetimes.Idle(session.Kind).TotalSeconds;
        if (session.Methods.Split(' ').Contains(EnterByFranceConnect.Method))
        {
            // The sign-out form of every page ends there.
            FranceConnectPolicy.AllowFormAction(Context);
        }
    }
}
