using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Storage;

/// <summary>What differs between database engines; one subclass per provider project, the same names in both.</summary>
public abstract class StorageProvider
{
    /// <summary>The name used in settings.</summary>
    public abstract string Name { get; }

    /// <summary>Points <paramref name="options"/> at a database of this engine.</summary>
    public abstract void Configure(DbContextOptionsBuilder options, string connectionString);

    /// <summary>True when a save failed because a unique key was taken meanwhile: the race has another winner.</summary>
    public abstract bool IsUniqueViolation(Exception exception);

    /// <summary>True when a save failed because another save came first: whoever looks again may succeed.</summary>
    public bool IsRace(Exception exception) => exception is DbUpdateConcurrencyException || IsUniqueViolation(exception);

    /// <summary>True when the database cannot be written now (gone, read only, disk full), as opposed to a wrong statement.</summary>
    public abstract bool IsUnavailable(Exception exception);

    /// <summary>True when the disk of the database has no room left: whatever failed for it goes through once there is some.</summary>
    public abstract bool IsFull(Exception exception);

    /// <summary>
    /// Whether main takes changes now: false when only a replica of it answers. Throws what <see cref="IsUnavailable"/> recognises when nobody answers
    /// within <paramref name="patience"/> (whole seconds).
    /// </summary>
    public abstract Task<bool> IsWritableAsync(MainDb db, TimeSpan patience, CancellationToken cancellation);

    /// <summary>
    /// Inside a transaction: waits up to ten seconds for those who are writing events of the audit trail and holds back new ones until the transaction ends.
    /// Then no event can appear whose number is below the highest one. Throws when somebody writes for longer.
    /// </summary>
    public abstract Task WaitForAuditorsAsync(MainDb db, CancellationToken cancellation);

    /// <summary>Way in for bulk work; the main store's connection string is that of <paramref name="db"/>.</summary>
    public abstract IBulkStore Bulk(MainDb db);
}
