using EduConnect.Core.Platform.Operations;

namespace EduConnect.Core.Nightly;

/// <summary>Runs a night as long work: taken up again after a crash, its report kept as the outcome.</summary>
public sealed class NightHandler(RunNight night, TimeProvider clock) : OperationHandler
{
    /// <summary>The kind of its operations.</summary>
    public const string OperationKind = "nightly";

    /// <inheritdoc />
    public override string Kind => OperationKind;

    /// <inheritdoc />
    public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var work = night.RunAsync(null, cancellationToken);

        // A step may be silent for longer than a lease lasts.
        while (await Task.WhenAny(work, Task.Delay(OperationProgress.Lease / 4, clock, cancellationToken)) != work)
        {
            await progress.TellAsync(0, night.Names.Count, cancellationToken);
        }

        var report = await work;
        await progress.TellAsync(report.Steps.Count, night.Names.Count, cancellationToken);
        return report.Write();
    }
}
