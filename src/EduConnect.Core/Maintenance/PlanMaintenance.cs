using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Maintenance;

/// <summary>Why an interruption cannot be planned.</summary>
public enum PlanRefusal
{
    /// <summary>It was planned.</summary>
    None,

    /// <summary>It ends before it begins, or at the same instant.</summary>
    EndsBeforeItBegins,

    /// <summary>It is over already.</summary>
    IsOver,

    /// <summary>Another one stands at the same time.</summary>
    Overlaps,
}

/// <summary>Plans an interruption (domain 15.1). Writes the operational store only.</summary>
[UseCase(Effect.Reads)]
public sealed class PlanMaintenance(OperationalDb operational, SignInJournal journal, TimeProvider clock, IRandomSource random)
{
    /// <summary>Code of the event.</summary>
    public const string PlannedCode = "maintenance.planned";

    /// <summary>Plans.</summary>
    /// <param name="startsAt">UTC</param>
    /// <param name="endsAt">UTC</param>
    /// <param name="message">added to the usual sentences; empty: nothing</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<(PlanRefusal Refusal, MaintenanceWindow? Window)> RunAsync(DateTime startsAt, DateTime endsAt, string message, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (endsAt <= startsAt)
        {
            return (PlanRefusal.EndsBeforeItBegins, null);
        }

        if (endsAt <= now)
        {
            return (PlanRefusal.IsOver, null);
        }

        if (await operational.Set<MaintenanceWindow>().AnyAsync(one => one.CancelledAt == null && one.StartsAt < endsAt && startsAt < one.EndsAt, cancellation))
        {
            return (PlanRefusal.Overlaps, null);
        }

        var window = new MaintenanceWindow { Id = random.NewId(), StartsAt = startsAt, EndsAt = endsAt, Message = message.Trim(), CreatedAt = now };
        operational.Add(window);
        journal.Note(operational, PlannedCode, null, window.Id.ToString(), null);
        await operational.SaveChangesAsync(cancellation);
        return (PlanRefusal.None, window);
    }
}
