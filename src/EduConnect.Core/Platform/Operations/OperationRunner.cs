using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Operations;

/// <summary>Takes the oldest operation nobody works on, runs it, writes what came out. Many workers may run side by side.</summary>
public sealed class OperationRunner(IDbContextFactory<MainDb> main, IEnumerable<OperationHandler> handlers, ReadOnlyMode readOnly, TimeProvider clock)
{
    private const int MaximumAttempts = 5;
    private const int Candidates = 100;
    private readonly Dictionary<string, OperationHandler> _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Runs one operation, if any is waiting or was left by a dead worker.</summary>
    /// <param name="cancellationToken">the worker stops</param>
    /// <param name="isMine">which kinds this loop takes; null for all</param>
    /// <returns>The operation as it was taken, or null when there was nothing to do or main cannot be written.</returns>
    public async Task<Operation?> RunNextAsync(CancellationToken cancellationToken, Func<string, bool>? isMine = null)
    {
        if (readOnly.IsOn || await ClaimAsync([.. _handlers.Keys.Where(kind => isMine?.Invoke(kind) ?? true)], cancellationToken) is not { } operation)
        {
            return null;
        }

        try
        {
            var outcome = await _handlers[operation.Kind].RunAsync(operation, new OperationProgress(main, clock, operation.Id), cancellationToken);
            await EndAsync(operation, OperationState.Done, outcome, null, null, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ReadOnlyModeException)
        {
            // Maintenance began meanwhile: nothing may be written, not even that. The lease runs out and the work is taken up after it.
        }
#pragma warning disable CA1031 // whatever a handler throws, the operation must say so and the worker must go on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var state = operation.Attempts >= MaximumAttempts ? OperationState.Failed : OperationState.Waiting;
            var rest = _handlers[operation.Kind].RestAfterFault;
            await EndAsync(operation, state, null, fault.GetType().Name + ": " + fault.Message, state == OperationState.Waiting && rest > TimeSpan.Zero ? Now + rest : null, cancellationToken);
        }

        return operation;
    }

    private async Task<Operation?> ClaimAsync(List<string> kinds, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var until = now + OperationProgress.Lease;
        var candidates = await db.Set<Operation>().AsNoTracking()
            .Where(o => kinds.Contains(o.Kind) && ((o.State == OperationState.Waiting && (o.LeaseUntil == null || o.LeaseUntil <= now)) || (o.State == OperationState.Running && o.LeaseUntil < now)))
            .OrderBy(o => o.CreatedAt).Take(Candidates).ToListAsync(cancellationToken);
        foreach (var candidate in candidates.Where(candidate => _handlers[candidate.Kind].IsHere(candidate)))
        {
            var taken = await db.Set<Operation>().Where(o => o.Id == candidate.Id && o.State == candidate.State && o.Attempts == candidate.Attempts)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(o => o.State, OperationState.Running).SetProperty(o => o.LeaseUntil, until).SetProperty(o => o.Attempts, o => o.Attempts + 1), cancellationToken);
            if (taken == 1)
            {
                candidate.Attempts++;
                return candidate;
            }
        }

        return null;
    }

    private async Task EndAsync(Operation operation, OperationState state, string? outcome, string? error, DateTime? restUntil, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        DateTime? endedAt = state is OperationState.Done or OperationState.Failed ? Now : null;
        await db.Set<Operation>().Where(o => o.Id == operation.Id && o.Attempts == operation.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.State, state).SetProperty(o => o.Outcome, outcome).SetProperty(o => o.Error, error)
                .SetProperty(o => o.EndedAt, endedAt).SetProperty(o => o.LeaseUntil, restUntil), cancellationToken);
    }
}
