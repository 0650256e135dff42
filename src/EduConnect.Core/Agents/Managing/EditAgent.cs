using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>
/// An operator edits how an agent is called and where they work. Whoever leaves a school loses what its head delegated to them: a delegation is for agents of the school (domain 12.2). What an
/// operator gave stays.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class EditAgent(IDbContextFactory<MainDb> main, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string Code = "agent.edited";

    /// <summary>Edits.</summary>
    /// <param name="username">of the agent</param>
    /// <param name="displayName">as screens show it; null leaves it</param>
    /// <param name="uai">the school they work in, empty for none; null leaves it</param>
    /// <param name="actor">the operator</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>false when it was so already</returns>
    /// <exception cref="AgentRefusedException">no such agent, no name, or not a UAI</exception>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<bool> RunAsync(string username, string? displayName, string? uai, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var agent = await AgentsByName.FindAsync(db, username, cancellationToken);
        var name = displayName is null ? agent.DisplayName : AgentFields.Name(displayName);
        var worksAt = uai is null ? agent.Uai : AgentFields.WorksAt(uai.Length == 0 ? null : uai);
        var changed = new List<string>();
        if (agent.DisplayName != name)
        {
            changed.Add("name");
            agent.DisplayName = name;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (agent.Uai != worksAt)
        {
            changed.Add($"works at {worksAt ?? "no school"}");
            await EndDelegationsAsync(db, agent, actor, now, cancellationToken);
            agent.Uai = worksAt;
        }

        if (changed.Count == 0)
        {
            return false;
        }

        db.Add(actor.Event(Code, now, detail: $"{agent.Username}: {string.Join(", ", changed)}"));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    // Each stands in the trail of the school too: its head gave it, and reads there that it is gone.
    private static async Task EndDelegationsAsync(MainDb db, Agent agent, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        var left = await db.Set<AgentRight>().AsTracking()
            .Where(right => right.AgentId == agent.Id && right.GrantedById != null && right.Uai != null && right.Uai == agent.Uai && (right.EndsAt == null || right.EndsAt > now)).ToListAsync(cancellationToken);
        left.ForEach(right => right.EndsAt = now);
        if (await db.Set<School>().Where(school => school.Uai == agent.Uai).Select(school => (Guid?)school.Id).FirstOrDefaultAsync(cancellationToken) is { } school)
        {
            db.AddRange(left.Select(right => right.Module).Distinct().Select(module =>
                actor.Event(WithdrawDelegation.Code, now, schoolId: school, detail: DelegationDetail.Write(agent.Id, module))));
        }
    }
}
