using System.Security.Cryptography;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.DataProtection;

namespace EduConnect.Web.Protocols.Agents;

/// <summary>
/// The agent's session that a sign-in by the provider takes the place of (ASVS 7.2.4). Its own cookie does not come along when the browser returns
/// from another site, so its handle waits, sealed, in one that does and that opens nothing.
/// </summary>
internal sealed class FormerAgentSession(IDataProtectionProvider protection, AgentSessions sessions, SessionCookies cookies, ServiceOptions service)
{
    private readonly IDataProtector _protector = protection.CreateProtector("agents.former-session");

    /// <summary>Before the browser leaves for the provider.</summary>
    public void Keep(HttpContext http)
    {
        if (http.Request.Cookies[AgentAuthentication.CookieName(service)] is { Length: > 0 and <= 200 } handle)
        {
            cookies.Write(http, cookies.FormerAgent, _protector.Protect(handle));
        }
    }

    /// <summary>Ends it, now that another one is open. One that has ended stays so.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if (http.Request.Cookies[cookies.FormerAgent] is not { Length: > 0 } kept)
        {
            return;
        }

        cookies.Delete(http, cookies.FormerAgent);
        if (Handle(kept) is { } handle)
        {
            await sessions.CloseAsync(handle, http.RequestAborted);
        }
    }

    private string? Handle(string kept)
    {
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
