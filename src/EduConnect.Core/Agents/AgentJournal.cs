using System.Text.Json;
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
    private const int LongestDetail = 256;

    /// <summary>Writes one event.</summary>
    public async Task WriteAsync(string code, Guid? agentId, Guid? schoolId, string detail, string network, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        db.Add(Entry(code, agentId, schoolId, null, detail, string.Empty, network));
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
        JsonSerializer.Serialize(new Written(agentId, schoolId, detail.Length > LongestDetail ? detail[..LongestDetail] : detail), JsonSerializerOptions.Web);

    /// <summary>Who and where, as <see cref="WriteAsync(string, Guid?, Guid?, string, string, CancellationToken)"/> wrote them; nulls for any other text.</summary>
    internal static (Guid? Agent, Guid? School, string Detail) Read(string written)
    {
        try
        {
            var facts = JsonSerializer.Deserialize<Written>(written, JsonSerializerOptions.Web);
            return facts is null ? (null, null, written) : (facts.Agent, facts.School, facts.Detail ?? string.Empty);
        }
        catch (JsonException)
        {
            return (null, null, written);
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

    private sealed record Written(Guid? Agent, Guid? School, string? Detail);
}
