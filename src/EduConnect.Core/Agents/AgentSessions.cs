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
    /// <summary>Rights in force that wait for a second factor.</summary>
    public IReadOnlyList<AgentRight> Locked { get; init; } = [];

    /// <summary>When they proved who they are, the second factor included (UTC).</summary>
    public DateTime AuthenticatedAt { get; init; }

    /// <summary>Whether that is so recent that nobody else sits there now: what is printed on every letter of a school is changed by such a person only (S-LG1).</summary>
    /// <param name="now">now (UTC)</param>
    public bool IsFresh(DateTime now) => now - AuthenticatedAt <= AgentSessions.Fresh;

    /// <summary>The ministry's provider opened the session: signing out leads there too.</summary>
    public bool IsOfProvider { get; init; }

    /// <summary>Whether a module may be opened at all.</summary>
    public bool May(AgentModule module) => Rights.Any(right => right.Module == module);

    /// <summary>Whether a second factor would open something of a module.</summary>
    public bool MightWithCode(AgentModule module) => Locked.Any(right => right.Module == module);
}

/// <summary>Sessions of agents: on the server, idle 15 minutes, 8 hours at most (S-SE1, S-SE2). Rights are read anew at each request (S-SE5).</summary>
public sealed class AgentSessions(IDbContextFactory<OperationalDb> operational, IDbContextFactory<MainDb> main, OpenRights open, IRandomSource random, TimeProvider clock)
{
    /// <summary>How long after signing in an agent may do what asks for a fresh authentication.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Longest time between two requests.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    /// <summary>Longest time from the sign-in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    private static readonly TimeSpan WriteInterval = TimeSpan.FromMinutes(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Opens a session.</summary>
    /// <param name="agentId">whose</param>
    /// <param name="methods">how they proved who they are (<see cref="AgentMethods"/>)</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>the handle for the cookie; only its hash is stored</returns>
    public async Task<string> OpenAsync(Guid agentId, string methods, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var (handle, _) = Add(db, agentId, methods);
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
    /// <param name="handle">of the cookie</param>
    /// <param name="network">address of this request: outside the administrative network its rights wait for the code</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<SignedInAgent?> FindAsync(string handle, string network, CancellationToken cancellationToken)
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
        await using var schools = await main.CreateDbContextAsync(cancellationToken);
        var (opened, locked) = await open.SplitAsync(schools, rights, session.Methods, network, cancellationToken);
        return new SignedInAgent(session.Id, found.Agent, opened) { Locked = locked, AuthenticatedAt = session.AuthenticatedAt, IsOfProvider = AgentMethods.IsOfProvider(session.Methods) };
    }

    /// <summary>Signs out.</summary>
    public async Task CloseAsync(string handle, CancellationToken cancellationToken)
    {
        var hash = Hash(handle);
        var now = Now;
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await db.Set<Session>().Where(row => row.HandleHash == hash && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellationToken);
    }

    /// <summary>Ends every session of an agent.</summary>
    public async Task EndAllAsync(Guid agentId, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        await db.Set<Session>().Where(row => row.HolderId == agentId && row.Kind == SessionKind.Agent && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellationToken);
    }

    /// <summary>
    /// How a sign-in without a second factor is noted; null when it is refused: they hold something, and nothing of it needs one here (row #9, <see cref="OpenRights"/>).
    /// A head or an operator is asked, so that a stolen password of theirs opens nothing.
    /// </summary>
    /// <param name="agentId">who</param>
    /// <param name="more">rights that only this sign-in would give</param>
    /// <param name="method">what was proved</param>
    /// <param name="network">where the request comes from</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<string?> MethodsWithoutCodeAsync(Guid agentId, IReadOnlyCollection<AgentRight> more, string method, string network, CancellationToken cancellationToken)
    {
        if (await AgentAsync(agentId, cancellationToken) is not { } found)
        {
            return null;
        }

        await using var schools = await main.CreateDbContextAsync(cancellationToken);
        return await open.MethodsWithoutCodeAsync(schools, [.. found.Rights, .. more], method, network, cancellationToken);
    }

    /// <summary>Notes the second factor of a session and gives it another handle: the old one, which a stranger may have seen, opens nothing any more.</summary>
    /// <returns>the new handle; null when the session has ended or has one already</returns>
    public async Task<string?> StrengthenAsync(string handle, CancellationToken cancellationToken)
    {
        var hash = Hash(handle);
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var rows = db.Set<Session>().Where(row => row.HandleHash == hash && row.Kind == SessionKind.Agent && row.EndedAt == null);
        if (await rows.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } session || AgentMethods.HasSecondFactor(session.Methods))
        {
            return null;
        }

        var (next, methods, now) = (random.NewHandle(), AgentMethods.WithSecondFactor(session.Methods), Now);
        var nextHash = Hash(next);
        return await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.HandleHash, nextHash).SetProperty(row => row.Methods, methods).SetProperty(row => row.AuthenticatedAt, now), cancellationToken) == 1 ? next : null;
    }

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
