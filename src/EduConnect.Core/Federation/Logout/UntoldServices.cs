using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Logout;

/// <summary>The services of a session that registered no address to be told of its end at: whoever signs out reads their names, because they may stay open (domain 6.6).</summary>
/// <remarks>Asked right after the session has ended: a worker soon drops what nobody can be told.</remarks>
[UseCase(Effect.Reads)]
public sealed class UntoldServices(IDbContextFactory<OperationalDb> stores, ServiceDirectory services)
{
    /// <summary>Their names, in the order of their entry.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(Guid session, CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var entered = await store.Set<LogoutNotice>().AsNoTracking().Where(notice => notice.SessionId == session).OrderBy(notice => notice.EnteredAt).Select(notice => notice.ClientId).ToListAsync(cancellation);
        var names = new List<string>();
        foreach (var clientId in entered)
        {
            if (await services.FindAsync(clientId, cancellation) is { BackChannelLogoutUri: null } service)
            {
                names.Add(service.Name);
            }
        }

        return names;
    }
}
