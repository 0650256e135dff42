using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Runs one bounded transaction after the other and notes each in the journal, in the same transaction. A dry run has one transaction around everything,
/// which is rolled back.
/// </summary>
internal sealed class ChunkRunner(MainDb db, StorageProvider provider, ReadOnlyMode readOnly, ImportRun run, bool isDryRun)
{
    private const int Attempts = 4;

    public MainDb Db => db;

    public IBulkStore Bulk { get; } = provider.Bulk(db);

    public DateTime Now { get; init; }

    /// <summary>What all chunks of this delivery did, those of an interrupted run included.</summary>
    public ImportCounts Counts { get; } = ImportCounts.Parse(run.Counts);

    /// <summary>Called before and after each commit; a test makes it throw to stop the run there.</summary>
    public Action<string>? Checkpoint { get; init; }

    /// <summary>Runs <paramref name="work"/>, which counts what it does; a race with another writer makes it run again.</summary>
    public async Task CommitAsync(string step, Func<ImportCounts, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            readOnly.EnsureWritable();
            try
            {
                await OnceAsync(step, work, cancellationToken);
                return;
            }
            catch (Exception error) when (!isDryRun && attempt < Attempts && (error is DbUpdateConcurrencyException || provider.IsUniqueViolation(error)))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task OnceAsync(string step, Func<ImportCounts, Task> work, CancellationToken cancellationToken)
    {
        var counts = new ImportCounts();
        await using var transaction = isDryRun ? null : await db.Database.BeginTransactionAsync(cancellationToken);
        await work(counts);
        await db.SaveChangesAsync(cancellationToken);
        counts.Add(Counts);
        await db.Set<ImportRun>().Where(row => row.Id == run.Id).ExecuteUpdateAsync(
            row => row.SetProperty(journal => journal.Step, step)
                .SetProperty(journal => journal.Chunks, journal => journal.Chunks + 1)
                .SetProperty(journal => journal.Counts, counts.Write()),
            cancellationToken);
        Checkpoint?.Invoke("before " + step);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var (total, now) in Counts.All.Zip(counts.All))
        {
            total.Set(now);
        }

        db.ChangeTracker.Clear();
        Checkpoint?.Invoke("after " + step);
    }
}
