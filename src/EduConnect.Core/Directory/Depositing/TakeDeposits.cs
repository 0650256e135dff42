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

    /// <summary>How long another import is waited for, from the last deposit on; then the step fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public override string Name => StepName;

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in folders.All)
        {
            await EmptyAsync(folder, cancellationToken);
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

    private async Task EmptyAsync(DepositFolder folder, CancellationToken cancellationToken)
    {
        for (var since = clock.GetTimestamp(); ;)
        {
            try
            {
                if (await folder.TakeNextAsync(import, cancellationToken) is null)
                {
                    return;
                }

                since = clock.GetTimestamp();
                continue;
            }
            catch (ImportBusyException) when (clock.GetElapsedTime(since) < Patience)
            {
                // The watch of a worker, or a command, is at it.
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static int Figure(long count) => (int)Math.Min(count, int.MaxValue);
}
