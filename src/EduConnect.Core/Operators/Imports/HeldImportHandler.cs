using System.Text.Json;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Platform.Operations;

namespace EduConnect.Core.Operators.Imports;

/// <summary>What came of a decision.</summary>
/// <param name="Import">how the import ended; null when the deposit was refused, or had been moved before a crash</param>
public sealed record HeldImportOutcome(ImportOutcome? Import);

/// <summary>Does what an operator decided about a deposit that the safety brake holds. Killed in the middle it goes on where the import was.</summary>
public sealed class HeldImportHandler(DepositFolders folders, DirectoryImport import, TimeProvider clock) : OperationHandler
{
    /// <summary>The kind of its operations.</summary>
    public const string OperationKind = "held-import";

    /// <inheritdoc />
    public override string Kind => OperationKind;

    /// <inheritdoc />
    public override TimeSpan RestAfterFault => TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public override bool IsHere(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var decision = HeldDecision.Read(operation.Argument);
        return folders.Of(decision.Degree).Shelf.List().Any(deposit => deposit.Place >= DepositPlace.Held && deposit.Name == decision.Deposit);
    }

    /// <inheritdoc />
    public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(progress);
        var decision = HeldDecision.Read(operation.Argument);
        var work = ImportPatience.TakeTurnAsync(() => DoAsync(decision, cancellationToken), clock, cancellationToken);
        var report = await progress.WhileAsync(work, () => (0, 1), cancellationToken);
        return JsonSerializer.Serialize(new HeldImportOutcome(report?.Outcome), JsonSerializerOptions.Web);
    }

    private async Task<ImportReport?> DoAsync(HeldDecision decision, CancellationToken cancellationToken)
    {
        var folder = folders.Of(decision.Degree);
        if (decision.IsApplied)
        {
            return await folder.ApplyHeldAsync(decision.Deposit, import, cancellationToken);
        }

        folder.RefuseHeld(decision.Deposit);
        return null;
    }
}
