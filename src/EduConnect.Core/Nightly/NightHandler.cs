using EduConnect.Core.Platform.Operations;

namespace EduConnect.Core.Nightly;

/// <summary>Runs a night as long work: taken up again after a crash, told step by step (what is over is neither done nor told twice), its report kept as the outcome and mailed to operators.</summary>
public sealed class NightHandler(RunNight night, NightReportMails mails) : OperationHandler
{
    /// <summary>The kind of its operations.</summary>
    public const string OperationKind = "nightly";

    /// <inheritdoc />
    public override string Kind => OperationKind;

    /// <inheritdoc />
    public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(progress);
        var done = 0;
        var work = night.RunAsync(
            null, cancellationToken, (over, token) => progress.KeepAsync(done = over.Count, night.Names.Count, new NightOrder(over).Write(), token), NightOrder.Read(operation.Argument).Over);
        var report = await progress.WhileAsync(work, () => (done, night.Names.Count), cancellationToken);
        await mails.WriteAsync(operation.Id, report, cancellationToken);
        return report.Write();
    }
}
