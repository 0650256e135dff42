using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EduConnect.PostgreSql;

/// <summary>
/// Asks again, at once, when a question met a connection that died with its server: the next one goes to whoever answers now, a replica maybe, so that
/// whoever signs in while the primary dies notices nothing (S-MT2).
/// </summary>
/// <remarks>
/// Questions outside a transaction only. A change may have been done before its answer was lost, and is never repeated; what is read inside a
/// transaction belongs to it. Says of itself that it does not retry, because Entity Framework would then keep whole results in memory.
/// </remarks>
internal sealed class AnotherLook(ExecutionStrategyDependencies dependencies, Func<Exception, bool> isUnavailable) : IExecutionStrategy
{
    // A dead connection, the host it came from, the next host.
    private const int Looks = 3;

    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        var context = dependencies.CurrentContext.Context;
        for (var look = 1; ; look++)
        {
            try
            {
                return operation(context, state);
            }
            catch (Exception fault) when (look < Looks && IsQuestion(context, state) && isUnavailable(fault))
            {
            }
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        var context = dependencies.CurrentContext.Context;
        for (var look = 1; ; look++)
        {
            try
            {
                return await operation(context, state, cancellationToken);
            }
            catch (Exception fault) when (look < Looks && IsQuestion(context, state) && isUnavailable(fault))
            {
            }
        }
    }

    // What is asked is run by the reader of its rows, which is disposed of; saves, updates and deletions come with plain values.
    private static bool IsQuestion<TState>(DbContext context, TState state) =>
        state is IAsyncDisposable or IDisposable && context.Database.CurrentTransaction is null;
}
