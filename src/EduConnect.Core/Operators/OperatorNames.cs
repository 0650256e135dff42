using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators;

/// <summary>Who an operator is: the name of an agent, or what a command was run as.</summary>
public sealed class OperatorNames(IDbContextFactory<MainDb> main, StoreAnswers answers)
{
    /// <summary>Names by what is written of an operator; whoever is unknown, or cannot be looked up now, stands under what is written.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(IEnumerable<string> operators, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operators);
        var all = operators.Where(one => one.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var ids = all.Where(one => Guid.TryParse(one, out _)).Select(Guid.Parse).ToList();
        var agents = ids.Count == 0 ? null : await answers.AskAsync(
            async stop =>
            {
                await using var db = await main.CreateDbContextAsync(stop);
                return await db.Set<Agent>().Where(agent => ids.Contains(agent.Id)).ToDictionaryAsync(agent => agent.Id, agent => agent.DisplayName, stop);
            },
            cancellationToken);
        return all.ToDictionary(one => one, one => Guid.TryParse(one, out var id) && agents?.GetValueOrDefault(id) is { } name ? name : one, StringComparer.Ordinal);
    }
}
