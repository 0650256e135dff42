using System.Text.Json;
using System.Text.Json.Serialization;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>
/// Events of agents that change nothing in main (sign-in, refusals, documents read): written to the operational journal, drained into the
/// audit trail later. So they are kept during maintenance too (S-AU3, S-MT3).
/// </summary>
public sealed class AgentJournal(IDbContextFactory<OperationalDb> operational, IRandomSource random, TimeProvider clock)
{
    /// <summary>Code of a sign-in of an agent.</summary>
    public const string SignedInCode = "agent.signed-in";

    /// <summary>Code of a refused one. A try that was not evaluated is not written: whoever knocks often enough would fill the audit trail.</summary>
    public const string RefusedCode = "agent.sign-in-refused";

    private const int LongestDetail = 256;

    /// <summary>Writes one event.</summary>
    public async Task WriteAsync(string code, Guid? agentId, Guid? schoolId, string detail, string network, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        db.Add(Entry(code, agentId, schoolId, null, detail, string.Empty, network));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes a sign-in with the password of the local account; a better hash of it travels along, main is not written by sign-in (S-PW2).</summary>
    /// <param name="agent">who, with the hash that was compared</param>
    /// <param name="detail">how</param>
    /// <param name="rehashed">the password under today's parameters and pepper; null when it is stored like that already</param>
    /// <param name="network">address it came from</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task SignedInAsync(Agent agent, string detail, string? rehashed, string network, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        var entry = Entry(SignedInCode, agent.Id, null, null, detail, string.Empty, network);
        if (rehashed is not null)
        {
            (entry.PasswordHash, entry.Detail) = (rehashed, Serialize(new Written(agent.Id, null, detail, SignInJournal.Fingerprint(agent.PasswordHash))));
        }

        db.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes the same event about each of some accounts, in one save.</summary>
    public async Task WriteAsync(EstablishmentScope scope, string code, IEnumerable<Guid> accountIds, string detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(accountIds);
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        db.AddRange(accountIds.Select(account => Entry(code, scope.Agent.Agent.Id, scope.School.Id, account, detail, scope.Actor.RequestId, scope.Actor.Network)));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Adds an event, about one account or none, to the caller's save.</summary>
    public void Add(OperationalDb db, EstablishmentScope scope, string code, Guid? accountId, string detail)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(scope);
        db.Add(Entry(code, scope.Agent.Agent.Id, scope.School.Id, accountId, detail, scope.Actor.RequestId, scope.Actor.Network));
    }

    /// <summary>Adds an event about an agent, in no school, to the caller's save.</summary>
    public void Add(OperationalDb db, string code, Guid agentId, string detail, string network)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Add(Entry(code, agentId, null, null, detail, string.Empty, network));
    }

    /// <summary>Who, where and what, as <see cref="JournalEntry.Detail"/> holds them.</summary>
    internal static string Facts(Guid? agentId, Guid? schoolId, string detail) =>
        Serialize(new Written(agentId, schoolId, detail.Length > LongestDetail ? detail[..LongestDetail] : detail));

    /// <summary>Who and where, as <see cref="WriteAsync(string, Guid?, Guid?, string, string, CancellationToken)"/> wrote them; nulls for any other text.</summary>
    internal static (Guid? Agent, Guid? School, string Detail) Read(string written) =>
        Parse(written) is { } facts ? (facts.Agent, facts.School, facts.Detail ?? string.Empty) : (null, null, written);

    /// <summary>Gives the agent the better hash of a sign-in, unless the password was changed meanwhile (S-PW2).</summary>
    /// <param name="main">in the transaction of the drain</param>
    /// <param name="entry">a sign-in that carries a hash</param>
    /// <param name="cancellationToken">ends the wait</param>
    internal static async Task RehashAsync(MainDb main, JournalEntry entry, CancellationToken cancellationToken)
    {
        if (Parse(entry.Detail) is not { Agent: { } id, Replaces: { } replaced } || entry.PasswordHash is not { } better)
        {
            return;
        }

        var present = await main.Set<Agent>().Where(agent => agent.Id == id).Select(agent => agent.PasswordHash).FirstOrDefaultAsync(cancellationToken);
        if (present is not null && SignInJournal.Fingerprint(present) == replaced)
        {
            await main.Set<Agent>().Where(agent => agent.Id == id && agent.PasswordHash == present)
                .ExecuteUpdateAsync(set => set.SetProperty(agent => agent.PasswordHash, better), cancellationToken);
        }
    }

    private static string Serialize(Written facts) => JsonSerializer.Serialize(facts, JsonSerializerOptions.Web);

    private static Written? Parse(string written)
    {
        try
        {
            return JsonSerializer.Deserialize<Written>(written, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private JournalEntry Entry(string code, Guid? agentId, Guid? schoolId, Guid? accountId, string detail, string requestId, string network) => new()
    {
        Id = random.NewId(),
        At = clock.GetUtcNow().UtcDateTime,
        Code = code,
        AccountId = accountId,
        Detail = Facts(agentId, schoolId, detail),
        RequestId = requestId,
        Network = network,
    };

    private sealed record Written(Guid? Agent, Guid? School, string? Detail, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Replaces = null);
}
