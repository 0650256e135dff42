namespace EduConnect.Web.Hosting;

/// <summary>A loop of the worker role: works while there is work, rests when there is none, survives every fault.</summary>
internal abstract class WorkerLoop(TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    /// <summary>The rest after a round without work.</summary>
    protected virtual TimeSpan Rest => TimeSpan.FromSeconds(1);

    /// <summary>Does one round; true when there may be more to do at once.</summary>
    protected abstract Task<bool> WorkAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = await RoundAsync(stoppingToken);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<TimeSpan> RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await WorkAsync(stoppingToken) ? TimeSpan.Zero : Rest;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
#pragma warning disable CA1031 // the loop must outlive whatever happens in a round
        catch (Exception fault)
#pragma warning restore CA1031
        {
            logger.LogError(fault, "A round of {Loop} failed", GetType().Name);
            return AfterFault;
        }
    }
}
