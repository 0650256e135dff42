using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents.Managing;

/// <summary>Finds the agent that an operator names.</summary>
internal static class AgentsByName
{
    /// <exception cref="AgentRefusedException">there is no such agent</exception>
    public static async Task<Agent> FindAsync(MainDb db, string? username, CancellationToken cancellationToken)
    {
        var name = AgentSignIn.Normalize(username);
        return await db.Set<Agent>().AsTracking().FirstOrDefaultAsync(agent => agent.Username == name, cancellationToken)
            ?? throw new AgentRefusedException(AgentRefusal.UnknownAgent, $"There is no agent {name}.");
    }
}
