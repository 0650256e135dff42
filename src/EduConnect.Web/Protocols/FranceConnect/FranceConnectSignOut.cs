using EduConnect.Core.FranceConnect;
using EduConnect.Core.SignIn;

namespace EduConnect.Web.Protocols.FranceConnect;

/// <summary>Signs out at FranceConnect whoever signed in by it, after the session here has ended.</summary>
internal sealed class FranceConnectSignOut(FranceConnectVisits visits, FranceConnectIdentities identities)
{
    /// <summary>Where to send the browser; null when the session did not come from there, or nothing is kept of it in this browser.</summary>
    public Task<string?> LeaveAsync(HttpContext http, Session session, string? returnPath)
    {
        ArgumentNullException.ThrowIfNull(session);
        return LeaveAsync(http, session.HolderId, session.Methods, returnPath);
    }

    /// <summary>The same, for those who know less of the session.</summary>
    public async Task<string?> LeaveAsync(HttpContext http, Guid account, string methods, string? returnPath) =>
        methods.Split(' ').Contains(EnterByFranceConnect.Method) && await identities.FindAsync(account, http.RequestAborted) is { } identity
            ? await visits.LeaveAsync(http, identity.Subject, returnPath)
            : null;
}
