using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Audit;

/// <summary>What is wrong with a seal, or with the events it speaks of.</summary>
public enum AuditFault
{
    /// <summary>A seal of this number should be there: it was taken away.</summary>
    SealIsMissing,

    /// <summary>The seal is not as it was made, or the one before it is not.</summary>
    SealWasChanged,

    /// <summary>The key that made it was destroyed: nothing can be said of it.</summary>
    KeyIsGone,

    /// <summary>Its events are not those it sealed: one was changed, added or taken away.</summary>
    EventsWereChanged,

    /// <summary>It says that its events were erased, and they were not old enough, or some are still there.</summary>
    WronglyErased,

    /// <summary>The seal an operator noted is not there, or not the same.</summary>
    WitnessDisagrees,
}

/// <summary>One fault.</summary>
/// <param name="Number">Number of the seal.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="FirstEvent">Number of the first event concerned.</param>
/// <param name="LastEvent">Number of the last one.</param>
/// <param name="SealedAt">When it was sealed (UTC); null when the seal is missing.</param>
public sealed record AuditBreak(long Number, AuditFault Fault, long FirstEvent, long LastEvent, DateTime? SealedAt);

/// <summary>A seal as an operator noted it elsewhere.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Code">Its code.</param>
public sealed record AuditWitness(long Number, byte[] Code);

/// <summary>What the verifier found.</summary>
/// <param name="Seals">Seals looked at.</param>
/// <param name="Events">Events that are as they were sealed.</param>
/// <param name="Erased">Events sealed and since erased because they were old enough.</param>
/// <param name="Unsealed">Events that came after the last seal: nothing is known of them yet.</param>
/// <param name="Last">The last seal, to be noted elsewhere; null when there is none.</param>
/// <param name="Breaks">What is wrong, in order.</param>
public sealed record AuditVerification(int Seals, long Events, long Erased, long Unsealed, AuditWitness? Last, IReadOnlyList<AuditBreak> Breaks);

/// <summary>
/// Looks at every seal of the audit trail and at every event again (S-AU2). Whoever can write the database and has not the key cannot hide a change; taking away the
/// youngest seals with their events shows only against a seal noted elsewhere (<see cref="AuditWitness"/>).
/// </summary>
[UseCase(Effect.Reads)]
public sealed class VerifyAudit(IDbContextFactory<MainDb> main, KeyRing keys, RetentionOptions options)
{
    /// <summary>Verifies the whole trail.</summary>
    /// <param name="witness">a seal noted earlier, or null</param>
    /// <param name="cancellationToken">stops</param>
    public async Task<AuditVerification> RunAsync(AuditWitness? witness, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var breaks = new List<AuditBreak>();
        var (seals, events, erased, before) = (0, 0L, 0L, (AuditSeal?)null);
        foreach (var seal in await db.Set<AuditSeal>().AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancellationToken))
        {
            seals++;
            breaks.AddRange(Missing(before, seal));
            if (await FaultAsync(db, seal, before, cancellationToken) is { } fault)
            {
                breaks.Add(new(seal.Number, fault, (before?.LastEvent ?? 0) + 1, seal.LastEvent, seal.SealedAt));
            }
            else
            {
                (events, erased) = seal.ErasedAt is null ? (events + seal.Events, erased) : (events, erased + seal.Events);
            }

            if (witness?.Number == seal.Number && !witness.Code.AsSpan().SequenceEqual(seal.Code))
            {
                breaks.Add(new(seal.Number, AuditFault.WitnessDisagrees, (before?.LastEvent ?? 0) + 1, seal.LastEvent, seal.SealedAt));
            }

            before = seal;
        }

        var last = before?.LastEvent ?? 0;
        if (witness is not null && witness.Number > (before?.Number ?? 0))
        {
            breaks.Add(new(witness.Number, AuditFault.WitnessDisagrees, last + 1, last + 1, null));
        }

        var unsealed = await db.Set<AuditEvent>().LongCountAsync(row => row.Id > last, cancellationToken);
        return new(seals, events, erased, unsealed, before is null ? null : new(before.Number, before.Code), breaks);
    }

    private static IEnumerable<AuditBreak> Missing(AuditSeal? before, AuditSeal seal)
    {
        var expected = (before?.Number ?? 0) + 1;
        return seal.Number == expected ? [] : [new(expected, AuditFault.SealIsMissing, (before?.LastEvent ?? 0) + 1, seal.LastEvent, null)];
    }

    private async Task<AuditFault?> FaultAsync(MainDb db, AuditSeal seal, AuditSeal? before, CancellationToken cancellationToken)
    {
        if (keys.Find(KeyPurpose.AuditSeals, seal.KeyId) is not { } key)
        {
            return AuditFault.KeyIsGone;
        }

        if (!AuditDigest.Code(seal, before?.Code ?? [], key.Secret).AsSpan().SequenceEqual(seal.Code))
        {
            return AuditFault.SealWasChanged;
        }

        var first = before?.LastEvent ?? 0;
        var digest = await AuditDigest.OfAsync(db.Set<AuditEvent>().Where(row => row.Id > first && row.Id <= seal.LastEvent), cancellationToken);
        return seal.ErasedAt is { } erasedAt
            ? digest.Count > 0 || seal.LatestAt >= erasedAt - options.Audit ? AuditFault.WronglyErased : null
            : digest.Count == seal.Events && digest.Content.AsSpan().SequenceEqual(seal.Content) ? null : AuditFault.EventsWereChanged;
    }
}
