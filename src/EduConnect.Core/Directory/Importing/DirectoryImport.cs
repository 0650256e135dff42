using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Loads what lies in a folder: finds the deliveries, takes them in order, each one whole or not at all, and reports.</summary>
/// <param name="openMain">Opens the main store.</param>
/// <param name="provider">The engine.</param>
/// <param name="keys">Keys of derived identifiers and usernames.</param>
/// <param name="readOnly">Whether main may be written.</param>
/// <param name="clock">The clock.</param>
/// <param name="profiles">The mapping profiles.</param>
/// <param name="workFolder">Where archives are unpacked, and where the lock against two imports at once lies.</param>
[UseCase(Effect.Modifies)]
public sealed class DirectoryImport(
    Func<MainDb> openMain, StorageProvider provider, KeyRing keys, ReadOnlyMode readOnly, TimeProvider clock, MappingProfiles profiles, string workFolder)
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    internal int ChunkSize { get; init; } = 2500;

    internal Action<string>? Checkpoint { get; init; }

    internal ArchiveUnpacker Unpacker { get; init; } = new();

    /// <summary>Runs the import.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public async Task<ImportReport> RunAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!System.IO.Directory.Exists(request.Folder) && !File.Exists(request.Folder))
        {
            throw new DirectoryNotFoundException($"{request.Folder} does not exist.");
        }

        var started = clock.GetTimestamp();
        var report = new ImportReport { Outcome = ImportOutcome.NothingNew };
        using (Lock())
        {
            var unpacked = Path.Combine(workFolder, "unpacked");
            try
            {
                await RunAsync(request, unpacked, report, cancellationToken);
            }
            catch (DeliveryRefusedException error)
            {
                report.LacksRoom |= error.LacksRoom;
                Refuse(report, error.Remark);
            }
            finally
            {
                Remove(unpacked);
            }
        }

        report.Seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3);
        return report;
    }

    private async Task RunAsync(ImportRequest request, string unpacked, ImportReport report, CancellationToken cancellationToken)
    {
        Remove(unpacked);
        var now = clock.GetUtcNow().UtcDateTime;
        now = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        var setting = new ImportSetting(provider, keys, readOnly, now, DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, Paris))) { ChunkSize = ChunkSize, Checkpoint = Checkpoint };
        var whiteList = request.WhiteListFile is { } file ? WhiteList.Read(file) : null;
        var finder = new DeliveryFinder(profiles, unpacked, setting.Today) { Unpacker = Unpacker };
        var deliveries = finder.Find(request.Folder, AcademieCode.Parse(request.Academie) ?? request.Academie, request.Degree, cancellationToken);
        report.Remarks.AddRange(finder.Notices);
        if (deliveries.Count == 0)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("NothingFound"));
        }

        await using var db = openMain();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await using var rehearsal = request.IsDryRun ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        if (whiteList is not null)
        {
            readOnly.EnsureWritable();
            await ReplaceAsync(db, whiteList, deliveries, cancellationToken);
        }

        await TakeAllAsync(setting, db, deliveries, request, report, cancellationToken);
        await RollBackAsync(rehearsal, report, cancellationToken);
    }

    /// <summary>The lists of all feeds or none: without its list, a feed would be taken whole.</summary>
    private async Task ReplaceAsync(MainDb db, IReadOnlyList<string> whiteList, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellationToken) : null;
        try
        {
            foreach (var feed in deliveries.Where(delivery => delivery.Refusal is null).Select(delivery => (delivery.Academie, delivery.Degree)).Distinct())
            {
                await WhiteList.ReplaceAsync(db, feed.Academie, feed.Degree, whiteList, cancellationToken);
            }

            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellationToken);
            }
        }
        catch (Exception error) when (provider.IsUnavailable(error))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("WhiteListNotStored") with { Parts = [RemarkOn(error)] }, error) { LacksRoom = provider.IsFull(error) };
        }
    }

    /// <summary>A refused delivery stops the later ones of its académie and degree, not those of others.</summary>
    private async Task TakeAllAsync(ImportSetting setting, MainDb db, IReadOnlyList<Delivery> deliveries, ImportRequest request, ImportReport report, CancellationToken cancellationToken)
    {
        var stopped = new HashSet<(string, Schools.Degree)>();
        foreach (var delivery in deliveries)
        {
            report.Feeds.Add(delivery.Feed);
            if (stopped.Contains((delivery.Academie, delivery.Degree)))
            {
                Refuse(report, ImportRemark.Of("EarlierRefused") with { Export = delivery.Feed });
                continue;
            }

            var import = new DeliveryImport(setting, db, delivery, request);
            try
            {
                var outcome = await import.TakeAsync(cancellationToken);
                report.Outcome = report.Outcome == ImportOutcome.NothingNew ? outcome : report.Outcome;
                report.Counts.Add(import.Counts);
            }
            catch (Exception error) when (error is DeliveryRefusedException or ReadOnlyModeException || provider.IsUnavailable(error))
            {
                db.ChangeTracker.Clear();
                stopped.Add((delivery.Academie, delivery.Degree));
                Refuse(report, delivery.Feed, error);
            }

            report.Remarks.AddRange(import.Notices.Select(notice => notice with { Export = delivery.Feed }));
            report.Rejected.AddRange(import.Rejected.Take(ImportReport.MostRejections - report.Rejected.Count));
            if (request.IsDryRun && report.IsInterrupted)
            {
                // The one transaction of a dry run is over: what came next would be written for good.
                return;
            }
        }
    }

    private void Refuse(ImportReport report, ReportFeed export, Exception error)
    {
        report.Held.AddRange(error is DeliveryRefusedException { Held: { } held } ? [held] : []);
        report.IsInterrupted |= error is not DeliveryRefusedException;
        report.LacksRoom |= provider.IsFull(error);
        report.IsWaiting |= error is DeliveryRefusedException { Waits: true };
        Refuse(report, (error is DeliveryRefusedException refused ? refused.Remark : RemarkOn(error)) with { Export = export });
    }

    private ImportRemark RemarkOn(Exception error) => provider.IsFull(error)
        ? ImportRemark.Of("DatabaseDiskFull", Cause(error).Message)
        : ImportRemark.Of("DatabaseNotWritable", error.Message);

    private static Exception Cause(Exception error) => error.InnerException is { } inner ? Cause(inner) : error;

    private static async Task RollBackAsync(IDbContextTransaction? rehearsal, ImportReport report, CancellationToken cancellationToken)
    {
        if (rehearsal is not null && !report.IsInterrupted)
        {
            await rehearsal.RollbackAsync(cancellationToken);
            report.Outcome = report.Outcome == ImportOutcome.Applied ? ImportOutcome.Planned : report.Outcome;
        }
    }

    private static void Refuse(ImportReport report, ImportRemark remark)
    {
        report.Outcome = ImportOutcome.Refused;
        report.Remarks.Insert(0, remark);
    }

    private static void Remove(string folder)
    {
        if (System.IO.Directory.Exists(folder))
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private FileStream Lock()
    {
        System.IO.Directory.CreateDirectory(workFolder);
        return ImportLock.Take(Path.Combine(workFolder, "import.lock"), "Another import is running.");
    }
}
