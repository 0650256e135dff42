using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn.Steps;

/// <summary>Keeps, finds and ends the journeys of a session.</summary>
public sealed class PendingSteps(OperationalDb operational, TimeProvider clock, IRandomSource random)
{
    /// <summary>How long a journey may rest between two pages; as long as a code by SMS works.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins; an earlier journey of the same kind is forgotten, and so are those of others that rested too long.</summary>
    /// <returns>identifier of the journey</returns>
    public Task<Guid> BeginAsync(Guid session, StepKind kind, string value, CancellationToken cancellation) => BeginAsync(random.NewId(), session, kind, value, cancellation);

    /// <summary>Begins a journey whose identifier was drawn before, because something was sent under it.</summary>
    /// <returns>identifier of the journey</returns>
    public async Task<Guid> BeginAsync(Guid id, Guid session, StepKind kind, string value, CancellationToken cancellation)
    {
        var step = new PendingStep { Id = id, SessionId = session, Kind = kind, Value = value, ExpiresAt = Now + Life };
        var now = Now;
        await operational.Set<PendingStep>().Where(one => (one.SessionId == session && one.Kind == kind) || one.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
        operational.Add(step);
        await operational.SaveChangesAsync(cancellation);
        return step.Id;
    }

    /// <summary>The journey of this session; null when there is none, or it rested too long.</summary>
    public Task<PendingStep?> FindAsync(Guid session, StepKind kind, CancellationToken cancellation)
    {
        var now = Now;
        return operational.Set<PendingStep>().AsNoTracking().OrderByDescending(step => step.ExpiresAt)
            .FirstOrDefaultAsync(step => step.SessionId == session && step.Kind == kind && step.ExpiresAt > now, cancellation);
    }

    /// <summary>Ends the journey, once: of two pages that carry it out at the same time one gets false.</summary>
    public async Task<bool> EndAsync(Guid session, StepKind kind, CancellationToken cancellation) =>
        await operational.Set<PendingStep>().Where(step => step.SessionId == session && step.Kind == kind).ExecuteDeleteAsync(cancellation) > 0;
}
