namespace EduConnect.Core.Platform.Operations;

/// <summary>Does one kind of long work. It may be called again from the start after a crash, and must then end in the same state.</summary>
public abstract class OperationHandler
{
    /// <summary>The kind of operation it runs.</summary>
    public abstract string Kind { get; }

    /// <summary>How long work that failed rests before it is tried again.</summary>
    public virtual TimeSpan RestAfterFault => TimeSpan.Zero;

    /// <summary>Whether this node has what the work needs; otherwise it is left to another one, and no try is counted.</summary>
    public virtual bool IsHere(Operation operation) => true;

    /// <summary>Runs or resumes <paramref name="operation"/>, telling <paramref name="progress"/> after each chunk.</summary>
    /// <returns>The outcome, as JSON of the handler's own type.</returns>
    public abstract Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken);
}
