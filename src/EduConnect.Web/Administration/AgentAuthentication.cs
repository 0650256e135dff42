using System.Security.Claims;
using System.Text.Encodings.Web;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Web.Protocols.Agents;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Administration;

/// <summary>Recognises agents by their own cookie (S-SE3): a random handle, the session being on the server. Never mixed with families' sessions.</summary>
internal sealed class AgentAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AgentSessions sessions, ServiceOptions service)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme and of the policy that asks for it.</summary>
    public const string Name = "agent";

    /// <summary>Where agents sign in.</summary>
    public const string SignInPath = "/agents/connexion";

    /// <summary>Name of the cookie.</summary>
    public static string CookieName(ServiceOptions service) => service.IsSecure ? "__Host-educonnect-agent" : "educonnect-agent";

    /// <summary>Attributes of the cookie: it ends with the browser, and never comes along from another site.</summary>
    public static CookieOptions Cookie(ServiceOptions service) =>
        new() { HttpOnly = true, Secure = service.IsSecure, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[CookieName(service)] is not { Length: > 0 and <= 200 } handle
            || await sessions.FindAsync(handle, Context.Connection.RemoteIpAddress?.ToString() ?? string.Empty, Context.RequestAborted) is not { } agent)
        {
            return AuthenticateResult.NoResult();
        }

        Context.Features.Set(agent);
        if (agent.IsOfProvider)
        {
            // The sign-out form of every page ends there.
            AgentProviderComposition.AllowFormAction(Context);
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, agent.Agent.Id.ToString())], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var back = HttpMethods.IsGet(Request.Method) ? QueryString.Create("retour", Request.Path + Request.QueryString) : QueryString.Empty;
        Response.Redirect(SignInPath + back);
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
