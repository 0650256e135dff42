using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>The sessions of browsers, as this protocol reads and ends them.</summary>
internal sealed class BrowserSessions(IDbContextFactory<OperationalDb> stores, ServiceOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    private readonly Func<OperationalDb, byte[], Task<Session?>> _byHandle = EF.CompileAsyncQuery(
        (OperationalDb store, byte[] hash) => store.Set<Session>().AsNoTracking().FirstOrDefault(session => session.HandleHash == hash));

    private string CookieName => options.IsSecure ? "__Host-session" : "session";

    /// <summary>The live session of a pupil or guardian; null when there is none.</summary>
    public async Task<BrowserSession?> ReadAsync(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 and <= 200 } handle)
        {
            return null;
        }

        await using var store = await stores.CreateDbContextAsync(http.RequestAborted);
        var session = await _byHandle(store, SHA256.HashData(Encoding.UTF8.GetBytes(handle)));
        var now = clock.GetUtcNow().UtcDateTime;
        return session is { EndedAt: null, Kind: SessionKind.Pupil or SessionKind.Guardian } && now < session.ExpiresAt && now < session.LastSeenAt + Idle
            ? new(session.Id, session.HolderId, (Audience)session.Kind, session.AuthenticatedAt)
            : null;
    }

    /// <summary>Ends the session of this browser, with every token given in it.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if (await ReadAsync(http) is { } session)
        {
            await EndAsync(session.Id, http.RequestAborted);
        }

        http.Response.Cookies.Delete(CookieName, new CookieOptions { Path = "/", Secure = options.IsSecure, HttpOnly = true, SameSite = SameSiteMode.Lax });
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    /// <summary>Ends a session from outside its browser. A session that is over stays over.</summary>
    public async Task EndAsync(Guid session, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.CreateDbContextAsync(cancellation);
        await store.Set<Session>().Where(row => row.Id == session && row.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now), cancellation);
    }
}
