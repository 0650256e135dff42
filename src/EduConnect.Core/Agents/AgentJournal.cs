using System.Text.Json;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Agents;

/// <summary>
/// Events of agents that change nothing in main (sign-in, refusals, documents read): written to the operational journal, drained into the
/// audit trail later. So they are kept during maintenance too (S-AU3, S-MT3).
/// </summary>
public sealed class AgentJournal(IDbContextFactory<OperationalDb> operational, IRandomSource random, TimeProvider clock)
{
    /// <summary>Writes one event.</summary>
    public async Task WriteAsync(string code, Guid? agentId, Guid? schoolId, string detail, string network, CancellationToken cancellationToken)
    {
        await using var db = await operational.CreateDbContextAsync(cancellationToken);
        db.Add(new JournalEntry
        {
            Id = random.NewId(),
            At = clock.GetUtcNow().UtcDateTime,
            Code = code,
            Detail = JsonSerializer.Serialize(new { agent = agentId, school = schoolId, detail = detail.Length > 256 ? detail[..256] : detail }),
            Network = network,
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
