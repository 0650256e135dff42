namespace EduConnect.Core.Platform.Operations;

/// <summary>Does one kind of long work. It may be called again from the start after a crash, and must then end in the same state.</summary>
public abstract class OperationHandler
{
    /// <summary>The kind of operation it runs.</summary>
    public abstract string Kind { get; }

    /// <summary>Runs or resumes <paramref name="operation"/>, telling <paramref name="progress"/> after each chunk.</summary>
    /// <returns>The outcome, as JSON of the handler's own type.</returns>
    public abstract Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken);
}
