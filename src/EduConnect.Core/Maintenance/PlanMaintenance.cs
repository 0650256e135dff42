using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Operators;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Platform;
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
public sealed class PlanMaintenance(OperationalDb operational, SignInJournal journal, StorageProvider provider, TimeProvider clock)
{
    /// <summary>Code of the event.</summary>
    public const string PlannedCode = "maintenance.planned";

    /// <summary>Whether it could be planned now.</summary>
    public async Task<PlanRefusal> JudgeAsync(DateTime startsAt, DateTime endsAt, CancellationToken cancellation)
    {
        if (endsAt <= startsAt)
        {
            return PlanRefusal.EndsBeforeItBegins;
        }

        if (endsAt <= clock.GetUtcNow().UtcDateTime)
        {
            return PlanRefusal.IsOver;
        }

        return await operational.Set<MaintenanceWindow>().AnyAsync(one => one.CancelledAt == null && one.StartsAt < endsAt && startsAt < one.EndsAt, cancellation) ? PlanRefusal.Overlaps : PlanRefusal.None;
    }

    /// <summary>Plans.</summary>
    /// <param name="startsAt">UTC</param>
    /// <param name="endsAt">UTC</param>
    /// <param name="message">added to the usual sentences; empty: nothing</param>
    /// <param name="actor">the operator</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<(PlanRefusal Refusal, MaintenanceWindow? Window)> RunAsync(DateTime startsAt, DateTime endsAt, string message, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(actor);
        if (await JudgeAsync(startsAt, endsAt, cancellation) is var refusal and not PlanRefusal.None)
        {
            return (refusal, null);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var window = new MaintenanceWindow { Id = await IdOfAsync(startsAt, endsAt, cancellation), StartsAt = startsAt, EndsAt = endsAt, Message = message.Trim(), CreatedAt = now };
        operational.Add(window);
        journal.Note(operational, PlannedCode, null, window.Id.ToString(), actor.Network, OperatorFacts.Of(actor));
        try
        {
            await operational.SaveChangesAsync(cancellation);
            return (PlanRefusal.None, window);
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            return (PlanRefusal.Overlaps, null);
        }
    }

    // The hours and how often they were planned before decide it, so that a form sent twice at once plans one.
    private async Task<Guid> IdOfAsync(DateTime startsAt, DateTime endsAt, CancellationToken cancellation)
    {
        var before = await operational.Set<MaintenanceWindow>().CountAsync(one => one.StartsAt == startsAt && one.EndsAt == endsAt, cancellation);
        var text = string.Create(CultureInfo.InvariantCulture, $"maintenance {startsAt.Ticks} {endsAt.Ticks} {before}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
