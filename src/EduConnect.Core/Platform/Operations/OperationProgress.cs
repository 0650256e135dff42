using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Operations;

/// <summary>Tells how far an operation is, and renews its lease at the same time.</summary>
public sealed class OperationProgress(IDbContextFactory<MainDb> main, TimeProvider clock, Guid operationId)
{
    /// <summary>How long a silent worker is believed alive.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Waits for <paramref name="work"/>, which may be silent for longer than a lease lasts, and renews the lease meanwhile.</summary>
    /// <param name="work">what is waited for</param>
    /// <param name="standing">how many units are done, and how many there are, at that moment</param>
    /// <param name="cancellationToken">the worker stops</param>
    public async Task<T> WhileAsync<T>(Task<T> work, Func<(int Done, int Total)> standing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(standing);
        while (await Task.WhenAny(work, Task.Delay(Lease / 4, clock, cancellationToken)) != work)
        {
            var (done, total) = standing();
            await TellAsync(done, total, cancellationToken);
        }

        return await work;
    }

    /// <summary>Writes <paramref name="done"/> units out of <paramref name="total"/>.</summary>
    public Task TellAsync(int done, int total, CancellationToken cancellationToken) => WriteAsync(done, total, null, cancellationToken);

    /// <summary>The same, with what a run that takes the work up again has to know.</summary>
    /// <param name="done">units done</param>
    /// <param name="total">units in all</param>
    /// <param name="argument">from now on the operation's argument</param>
    /// <param name="cancellationToken">the worker stops</param>
    public Task KeepAsync(int done, int total, string argument, CancellationToken cancellationToken) => WriteAsync(done, total, argument, cancellationToken);

    private async Task WriteAsync(int done, int total, string? argument, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var until = clock.GetUtcNow().UtcDateTime + Lease;
        await db.Set<Operation>().Where(operation => operation.Id == operationId).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Done, done).SetProperty(o => o.Total, total).SetProperty(o => o.LeaseUntil, until).SetProperty(o => o.Argument, o => argument ?? o.Argument), cancellationToken);
    }
}
