using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Journal;

/// <summary>The journal of a school, for its head: who revealed, printed, reset, informed, delegated, changed. Changes nothing, so it goes on during maintenance.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadSchoolJournal(IDbContextFactory<MainDb> main)
{
    /// <summary>One page, the latest event first.</summary>
    /// <returns>null when who asks does not answer for the school</returns>
    public async Task<JournalPage?> RunAsync(EstablishmentScope scope, JournalSearch search, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (!SchoolHeads.IsHead(scope))
        {
            return null;
        }

        await using var db = await scope.OpenAsync(main, cancellationToken);
        var rows = JournalRows.Matching(db, search);
        var total = await rows.CountAsync(cancellationToken);
        var shown = Math.Clamp(page, 1, Math.Max(1, (total + SchoolList.PageSize - 1) / SchoolList.PageSize));
        var events = await rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Skip((shown - 1) * SchoolList.PageSize).Take(SchoolList.PageSize).ToListAsync(cancellationToken);
        return new JournalPage(await new JournalLines().WriteAsync(db, events, cancellationToken), shown, total);
    }

    /// <summary>The agents who did anything in the school, by name: what the filter offers.</summary>
    public async Task<IReadOnlyList<Agent>> AgentsAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var ids = (await db.Set<AuditEvent>().Where(row => row.ActorKind == ActorKind.Agent).Select(row => row.ActorId).Distinct().ToListAsync(cancellationToken))
            .Where(id => Guid.TryParse(id, out _)).Select(Guid.Parse).ToList();
        var agents = await db.Set<Agent>().AsNoTracking().Where(agent => ids.Contains(agent.Id)).ToListAsync(cancellationToken);
        return [.. agents.OrderBy(agent => SearchText.Fold(agent.DisplayName), StringComparer.Ordinal).ThenBy(agent => agent.Username, StringComparer.Ordinal)];
    }
}
