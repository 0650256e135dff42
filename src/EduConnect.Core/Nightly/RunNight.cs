using EduConnect.Core.Platform;

namespace EduConnect.Core.Nightly;

/// <summary>Runs the steps of the night one after the other. A step that fails is told in the report, stops what is made from it, and nothing else.</summary>
[UseCase(Effect.Modifies)]
public sealed class RunNight(IEnumerable<NightStep> steps, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Names of the steps, in their order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. steps.Select(step => step.Name)];

    /// <summary>Runs every step, or the one named.</summary>
    /// <param name="only">one of <see cref="Names"/>, whatever became of the step it needs; null for all</param>
    /// <param name="cancellationToken">ends the wait; what is done stays done</param>
    /// <param name="tell">told after each step, with the reports of those that are over</param>
    /// <param name="over">steps of this night that an earlier run brought to their end: they are not begun again, and stay in the report</param>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    public async Task<NightReport> RunAsync(string? only, CancellationToken cancellationToken, Func<IReadOnlyList<NightStepReport>, CancellationToken, Task>? tell = null, IReadOnlyList<NightStepReport>? over = null)
    {
        var reports = new List<NightStepReport>();
        foreach (var step in steps.Where(step => only is null || step.Name == only))
        {
            reports.Add(over?.FirstOrDefault(report => report.Name == step.Name && report.IsDone) is { } before ? before
                : reports.Exists(report => report.Name == step.Needs && !report.IsDone)
                ? new NightStepReport(step.Name, new Dictionary<string, int>(), 0, null, step.Needs)
                : await RunAsync(step, cancellationToken));
            if (tell is not null)
            {
                await tell(reports, cancellationToken);
            }
        }

        return new NightReport(reports);
    }

    private async Task<NightStepReport> RunAsync(NightStep step, CancellationToken cancellationToken)
    {
        readOnly.EnsureWritable();
        var began = clock.GetTimestamp();
        try
        {
            var counts = await step.RunAsync(cancellationToken);
            return new NightStepReport(step.Name, counts, Seconds(began), step.FaultOf(counts));
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ReadOnlyModeException))
        {
            return new NightStepReport(step.Name, new Dictionary<string, int>(), Seconds(began), fault.GetType().Name + ": " + fault.Message);
        }
    }

    private double Seconds(long began) => Math.Round(clock.GetElapsedTime(began).TotalSeconds, 1);
}
