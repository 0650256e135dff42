using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators.Imports;

/// <summary>What became of a decision.</summary>
public enum DecisionOutcome
{
    /// <summary>It stands; a worker does it.</summary>
    Taken,

    /// <summary>Another one stands already.</summary>
    TooLate,

    /// <summary>No deposit of this name is held by the safety brake.</summary>
    NotThere,
}

/// <summary>
/// An operator decides about a deposit that the safety brake holds (domain 2.4): apply it all the same, or refuse it. The decision, its work and the trail are
/// one transaction; of two operators at once the first decides.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class DecideHeldImport(IDbContextFactory<MainDb> main, StorageProvider provider, DepositFolders folders, ReadOnlyMode readOnly, TimeProvider clock)
{
    /// <summary>Code of the event of a deposit applied all the same.</summary>
    public const string AppliedCode = "directory.held-applied";

    /// <summary>Code of the event of a deposit refused.</summary>
    public const string RefusedCode = "directory.held-refused";

    /// <summary>Decides.</summary>
    /// <exception cref="ReadOnlyModeException">maintenance: main takes no change now</exception>
    /// <exception cref="IOException">the folder cannot be read</exception>
    public async Task<DecisionOutcome> RunAsync(HeldDecision decision, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(actor);
        readOnly.EnsureWritable();
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var (standing, free) = await HeldDecision.FindAsync(db, decision.Degree, decision.Deposit, cancellationToken);
        if (standing is not null)
        {
            return DecisionOutcome.TooLate;
        }

        if (await folders.Of(decision.Degree).Shelf.ReadAsync(DepositPlace.Held, decision.Deposit, cancellationToken) is not { Held.Count: > 0 })
        {
            return DecisionOutcome.NotThere;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new Operation { Id = free, Kind = HeldImportHandler.OperationKind, Argument = decision.Write(), RequestedByKind = actor.Kind, RequestedById = actor.Id, CreatedAt = now });
        db.Add(actor.Event(decision.IsApplied ? AppliedCode : RefusedCode, now, detail: $"{DegreeCode.Write(decision.Degree)} {decision.Deposit}"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return DecisionOutcome.Taken;
        }
        catch (DbUpdateException race) when (provider.IsUniqueViolation(race))
        {
            return DecisionOutcome.TooLate;
        }
    }
}
