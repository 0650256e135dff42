using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Agents.Provider;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>An agent in the middle of a session, with the rights of this very moment.</summary>
/// <param name="SessionId">the session; the selections of lists belong to it</param>
/// <param name="Agent">who</param>
/// <param name="Rights">rights in force that this sign-in opens: without a one-time code, only those of modules that need none</param>
public sealed record SignedInAgent(Guid SessionId, Agent Agent, IReadOnlyList<AgentRight> Rights)
{
    /// <summary>The ministry's provider opened the session: signing out leads there too.</summary>
    public bool IsOfProvider { get; init; }

    /// <summary>Whether a module may be opened at all.</summary>
    public bool May(AgentModule module) => Rights.Any(right => right.Module == module);
}

/// <summary>Sessions of agents: on the server, idle 15 minutes, 8 hours at most (S-SE1, S-SE2). Rights are read anew at each request (S-SE5).</summary>
public sealed class AgentSessions(IDbContextFactory<OperationalDb> operational, IDbContextFactory<MainDb> main, AgentOptions options, IRandomSource random, TimeProvider clock)
{
    /// <summary>Longest time between two requests.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan WriteInterval = TimeSpan.FromMinutes(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Opens a session.</summary>
    /// <param name="agentId">whose</param>
    /// <param name="withCode">a one-time code was right, beside the password</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>the handle for the cookie; only its hash is stored</returns>
    public async Task<string> OpenAsync(Guid agentId, bool withCode, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var (handle, _) = Add(db, agentId, AgentMethods.OfPassword(withCode));
        await db.SaveChangesAsync(cancellationToken);
        return handle;
    }

    /// <summary>Adds a session to the caller's save.</summary>
    /// <returns>the handle for the cookie, and the session that holds its hash</returns>
    public (string Handle, Session Session) Add(OperationalDb db, Guid agentId, string methods)
    {
        ArgumentNullException.ThrowIfNull(db);
        var handle = random.NewHandle();
        var now = Now;
        var session = new Session
        {
            Id = random.NewId(),
            HandleHash = Hash(handle),
            Kind = SessionKind.Agent,
            HolderId = agentId,
            AuthenticatedAt = now,
            Methods = methods,
            LastSeenAt = now,
            ExpiresAt = now + Longest,
            IsShared = true,
        };
        db.Add(session);
        return (handle, session);
    }

    /// <summary>Whose session a cookie names; null when there is none, or it has ended.</summary>
    public async Task<SignedInAgent?> FindAsync(string handle, CancellationToken cancellationToken)
    {
        var hash = Hash(handle);
        var now = Now;
        var idleSince = now - Idle;
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var session = await db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(
            row => row.HandleHash == hash && row.Kind == SessionKind.Agent && row.EndedAt == null && row.ExpiresAt > now && row.LastSeenAt > idleSince, cancellationToken);
        if (session is null || await AgentAsync(session.HolderId, cancellationToken) is not { } found)
        {
            return null;
        }

        if (now - session.LastSeenAt >= WriteInterval)
        {
            await db.Set<Session>().Where(row => row.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, now), cancellationToken);
        }

        IReadOnlyList<AgentRight> rights = AgentMethods.IsOfProvider(session.Methods) ? [.. found.Rights, .. await OfGroupsAsync(db, session, cancellationToken)] : found.Rights;
        var opened = AgentMethods.HasSecondFactor(session.Methods) ? rights : [.. rights.Where(right => !options.NeedsCode(right.Module))];
        return new SignedInAgent(session.Id, found.Agent, opened) { IsOfProvider = AgentMethods.IsOfProvider(session.Methods) };
    }

    /// <summary>Signs out.</summary>
    public async Task CloseAsync(string handle, CancellationToken cancellationToken)
    {
        var hash = Hash(handle);
        var now = Now;
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await db.Set<Session>().Where(row => row.HandleHash == hash && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellationToken);
    }

    /// <summary>
    /// Whether an agent may sign in without a one-time code: they hold something, and nothing of it needs one (row #9). A head or an operator is always
    /// asked, so that a stolen password of theirs opens nothing.
    /// </summary>
    /// <param name="agentId">who</param>
    /// <param name="more">rights that only this sign-in would give</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<bool> MaySkipCodeAsync(Guid agentId, IReadOnlyCollection<AgentRight> more, CancellationToken cancellationToken) =>
        await AgentAsync(agentId, cancellationToken) is { } found && found.Rights.Concat(more).ToList() is { Count: > 0 } rights && !rights.Exists(right => options.NeedsCode(right.Module));

    // What the provider's groups give lasts as long as the session.
    private static async Task<IEnumerable<AgentRight>> OfGroupsAsync(OperationalDb db, Session session, CancellationToken cancellationToken)
    {
        var groups = await db.Set<AgentProviderSession>().AsNoTracking().Where(one => one.SessionId == session.Id).Select(one => one.Groups).FirstOrDefaultAsync(cancellationToken);
        return (groups ?? string.Empty).Split(' ').Select(AgentGroup.Parse).OfType<AgentGroup>().Select(group => group.RightOf(session.HolderId, session.AuthenticatedAt));
    }

    private async Task<(Agent Agent, IReadOnlyList<AgentRight> Rights)?> AgentAsync(Guid agentId, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await db.Set<Agent>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == agentId && row.DisabledAt == null, cancellationToken);
        if (agent is null)
        {
            return null;
        }

        var rights = await db.Set<AgentRight>().AsNoTracking().Where(right => right.AgentId == agentId).ToListAsync(cancellationToken);
        return (agent, [.. rights.Where(right => right.IsInForce(Now))]);
    }

    private static byte[] Hash(string handle) => SHA256.HashData(Encoding.UTF8.GetBytes(handle));
}
