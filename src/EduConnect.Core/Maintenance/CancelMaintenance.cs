using EduConnect.Core.Operators;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Maintenance;

/// <summary>Takes a planned interruption back, or ends the one in force early.</summary>
[UseCase(Effect.Reads)]
public sealed class CancelMaintenance(OperationalDb operational, SignInJournal journal, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string CancelledCode = "maintenance.cancelled";

    /// <summary>Cancels.</summary>
    /// <returns>false when there is none of this identifier, it is over, or was cancelled before</returns>
    public async Task<bool> RunAsync(Guid id, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow().UtcDateTime;
        var window = await operational.Set<MaintenanceWindow>().FirstOrDefaultAsync(one => one.Id == id && one.CancelledAt == null && one.EndsAt > now, cancellation);
        if (window is null)
        {
            return false;
        }

        window.CancelledAt = now;
        journal.Note(operational, CancelledCode, null, window.Id.ToString(), actor.Network, OperatorFacts.Of(actor));
        await operational.SaveChangesAsync(cancellation);
        return true;
    }
}
