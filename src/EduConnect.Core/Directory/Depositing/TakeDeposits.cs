using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Directory.Depositing;

/// <summary>
/// Step <c>imports</c>: takes every deposit that waits, and waits for the one another worker is taking, so that what follows is made from the directory of the
/// day (issue: imports, then matching, then usernames). A deposit refused or held back since the last night, whoever took it, makes the step count as failed.
/// </summary>
/// <remarks>Killed in the middle, the deposit in work is taken up first by whoever comes next; the figures are read from the reports beside the deposits.</remarks>
[UseCase(Effect.Modifies)]
public sealed class TakeDeposits(DepositFolders folders, DirectoryImport import, CountDeposits count, TimeProvider clock) : NightStep
{
    /// <summary>Name of the step, for those made from what it brings.</summary>
    public const string StepName = "imports";

    /// <inheritdoc />
    public override string Name => StepName;

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in folders.All)
        {
            while (await ImportPatience.TakeTurnAsync(() => folder.TakeNextAsync(import, cancellationToken), clock, cancellationToken) is not null)
            {
                // the next one
            }
        }

        var found = await count.RunAsync(cancellationToken);
        return new Dictionary<string, int>
        {
            ["deposits"] = found.Deposits,
            ["read"] = Figure(found.Read),
            ["written"] = Figure(found.Written),
            ["refused"] = found.Refused,
            ["held"] = found.Held,
        };
    }

    /// <inheritdoc />
    public override string? FaultOf(IReadOnlyDictionary<string, int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts["refused"] + counts["held"] == 0 ? null : $"DepositsRefused: {counts["refused"]} deposits were refused and {counts["held"]} held back since yesterday.";
    }

    private static int Figure(long count) => (int)Math.Min(count, int.MaxValue);
}
