namespace EduConnect.Core.Nightly;

/// <summary>
/// One step of the nightly chain (domain §9). Started again after a crash it ends in the same state: it works in chunks, each one transaction, and looks
/// at the stores alone for what is left to do.
/// </summary>
public abstract class NightStep
{
    /// <summary>What operators call it: lower-case words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>The step whose result this one is made from: it is left out of a night in which that one failed. Null when it stands alone.</summary>
    public virtual string? Needs => null;

    /// <summary>
    /// What somebody has to look at although the step came to its end: it counts as failed then, with its figures. One English sentence that begins with the
    /// name of the fault and a colon; null when all is well.
    /// </summary>
    /// <param name="counts">what <see cref="RunAsync"/> returned</param>
    public virtual string? FaultOf(IReadOnlyDictionary<string, int> counts) => null;

    /// <summary>Does everything that is due.</summary>
    /// <returns>what was done, by name, for the report</returns>
    public abstract Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken);
}
