using System.Globalization;
using System.Text.Json;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Depositing;

/// <summary>
/// One folder where the académies of a degree deposit their exports (domain 2.3). A deposit is an archive, a folder, or the loose files taken together.
/// It is taken when complete, imported from a place the depositor cannot write to, then moved to <c>traites</c>, <c>rejets</c> or, when the safety brake stopped it or it waits behind what the brake stopped, <c>retenus</c>,
/// with its report beside.
/// </summary>
/// <param name="root">The folder above <c>depot_racine</c>.</param>
/// <param name="degree">Degree of everything deposited here.</param>
/// <param name="clock">The clock.</param>
public sealed class DepositFolder(string root, Degree degree, TimeProvider clock)
{
    /// <summary>A deposit without end marker is complete when nothing in it changed for this long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    internal const string InboxName = "depot_racine";
    internal const string WorkingName = "encours";
    internal const string DoneName = "traites";
    internal const string RefusedName = "rejets";
    internal const string HeldName = "retenus";

    private const string LockName = ".import.lock";

    private static readonly string[] Markers = [".fin", ".ok", ".done"];
    private static readonly string[] Unfinished = [".tmp", ".part", ".filepart", ".swp"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string Inbox => Path.Combine(root, InboxName);

    private string Held => Path.Combine(root, HeldName);

    private string Working => Path.Combine(root, WorkingName);

    /// <summary>A look at what lies here.</summary>
    public DepositShelf Shelf => new(root, degree);

    /// <summary>Degree of everything deposited here.</summary>
    public Degree Degree => degree;

    /// <summary>The two deposit folders under a data folder.</summary>
    public static IReadOnlyList<DepositFolder> Both(string folder, TimeProvider clock) =>
    [
        new(Path.Combine(folder, "educonnect1d", "ect-sync"), Degree.First, clock),
        new(Path.Combine(folder, "educonnect2d", "ect-sync2d"), Degree.Second, clock),
    ];

    /// <summary>Makes the folders that do not exist yet.</summary>
    public void Prepare()
    {
        foreach (var folder in new[] { Inbox, Working, Held, Path.Combine(root, DoneName), Path.Combine(root, RefusedName) })
        {
            System.IO.Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Takes the oldest complete deposit, one that a crash interrupted before all others; null when there is none.</summary>
    /// <exception cref="ImportBusyException">Another import is running, or another worker is taking a deposit here; the deposit stays where it is.</exception>
    /// <exception cref="ReadOnlyModeException">Main cannot be written any more; the deposit stays in work and is taken up first the next time.</exception>
    /// <exception cref="IOException">A disk is full, the database's or that of the data folder; the deposit stays in work and is taken up first the next time.</exception>
    public async Task<ImportReport?> TakeNextAsync(DirectoryImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        Prepare();
        using var turn = TakeTurn();
        var held = await HeldAsync(cancellationToken);
        await ReleaseAsync(held, cancellationToken);
        var deposit = System.IO.Directory.EnumerateFileSystemEntries(Working).Order(StringComparer.Ordinal).FirstOrDefault() ?? TakeFromInbox(cancellationToken);
        return deposit is null ? null : await ImportAsync(new ImportRequest(deposit) { Degree = degree, HeldBefore = held }, import, cancellationToken);
    }

    /// <summary>Imports a deposit that the safety brake holds, and lets the brake pass. Killed in the middle it stays where it is: done again, it goes on.</summary>
    /// <returns>the report; null when the deposit lies among those that are over: whoever did it died before saying so</returns>
    /// <exception cref="FileNotFoundException">It is not here: another node has it.</exception>
    /// <exception cref="ImportBusyException">Another import is running, or another worker is taking a deposit here.</exception>
    /// <exception cref="ReadOnlyModeException">Main cannot be written any more; the deposit stays held.</exception>
    /// <exception cref="IOException">A disk is full, the database's or that of the data folder; the deposit stays held.</exception>
    public async Task<ImportReport?> ApplyHeldAsync(string name, DirectoryImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        Prepare();
        using var turn = TakeTurn();
        if (FindHeld(name) is not { } deposit)
        {
            return null;
        }

        var report = await ImportAsync(new ImportRequest(deposit) { Degree = degree, AllowsRemovals = true }, import, cancellationToken);
        File.Delete(deposit + DepositShelf.ReportEnding);
        return report;
    }

    /// <summary>Moves a deposit that the safety brake holds to the refused ones, its report beside it; nothing when it is over.</summary>
    /// <exception cref="FileNotFoundException">It is not here: another node has it.</exception>
    /// <exception cref="ImportBusyException">Another worker is taking a deposit here.</exception>
    public void RefuseHeld(string name)
    {
        Prepare();
        using var turn = TakeTurn();
        if (FindHeld(name) is not { } deposit)
        {
            return;
        }

        var target = Path.Combine(root, RefusedName, name);
        if (File.Exists(deposit + DepositShelf.ReportEnding))
        {
            File.Move(deposit + DepositShelf.ReportEnding, target + DepositShelf.ReportEnding, overwrite: true);
        }

        System.IO.Directory.Move(deposit, target);
    }

    private FileStream TakeTurn() => ImportLock.Take(Path.Combine(root, LockName), "Another worker is taking a deposit here.");

    // Looked up among what is there: a name never makes a path.
    private string? FindHeld(string name)
    {
        var isOver = Find(Path.Combine(root, DoneName), name) is not null || Find(Path.Combine(root, RefusedName), name) is not null;
        return Find(Held, name) ?? (isOver ? null : throw new FileNotFoundException($"The deposit {name} is not held on this node."));
    }

    private static string? Find(string folder, string name) => System.IO.Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => Path.GetFileName(path) == name);

    /// <summary>Deletes deposits that are over, and their reports, taken before an instant (S-GD1). What is held stays until somebody has decided.</summary>
    /// <returns>how many deposits went</returns>
    /// <exception cref="IOException">A folder cannot be read, or something in it cannot be deleted.</exception>
    public int Forget(DateTime before)
    {
        var gone = 0;
        foreach (var path in new[] { DoneName, RefusedName }.Select(name => Path.Combine(root, name)).Where(System.IO.Directory.Exists).SelectMany(System.IO.Directory.EnumerateFileSystemEntries).ToList())
        {
            var deposit = new Deposit(degree, DepositPlace.Done, Path.GetFileName(path), File.GetLastWriteTimeUtc(path));
            if ((deposit.TakenAt ?? deposit.At) < before)
            {
                Delete(path);
                gone += path.EndsWith(DepositShelf.ReportEnding, StringComparison.Ordinal) ? 0 : 1;
            }
        }

        return gone;
    }

    private static void Delete(string path)
    {
        if (System.IO.Directory.Exists(path) && !PlainFiles.IsLink(path))
        {
            System.IO.Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    // The exports that the safety brake holds here.
    private async Task<IReadOnlyList<ReportFeed>> HeldAsync(CancellationToken cancellationToken)
    {
        var held = new List<ReportFeed>();
        foreach (var deposit in Shelf.List().Where(deposit => deposit.Place == DepositPlace.Held))
        {
            held.AddRange((await Shelf.ReadAsync(DepositPlace.Held, deposit.Name, cancellationToken))?.Held?.Select(export => export.Feed) ?? []);
        }

        return held;
    }

    /// <summary>What waited behind a held export that was decided meanwhile is taken again, in its order. The report goes last: without it a deposit would be held for nobody.</summary>
    private async Task ReleaseAsync(IReadOnlyList<ReportFeed> held, CancellationToken cancellationToken)
    {
        foreach (var deposit in Shelf.List().Where(deposit => deposit.Place == DepositPlace.Held))
        {
            var report = await Shelf.ReadAsync(DepositPlace.Held, deposit.Name, cancellationToken);
            if (report is { Held: null or { Count: 0 } } && report.Feeds.All(feed => HeldExports.Before(feed, held) is null))
            {
                var path = Path.Combine(Held, deposit.Name);
                System.IO.Directory.Move(path, Path.Combine(Working, deposit.Name));
                File.Delete(path + DepositShelf.ReportEnding);
            }
        }
    }

    private async Task<ImportReport> ImportAsync(ImportRequest request, DirectoryImport import, CancellationToken cancellationToken)
    {
        var deposit = request.Folder;
        var report = await import.RunAsync(request, cancellationToken);
        if (report.LacksRoom)
        {
            throw new IOException($"The import of {Path.GetFileName(deposit)} was interrupted: {report.Reasons[0]}");
        }

        if (report.IsInterrupted)
        {
            throw new ReadOnlyModeException($"The import of {Path.GetFileName(deposit)} was interrupted: {report.Reasons[0]}");
        }

        var target = Path.Combine(root, PlaceOf(report), Path.GetFileName(deposit));
        await File.WriteAllTextAsync(target + DepositShelf.ReportEnding, JsonSerializer.Serialize(report, Json), cancellationToken);
        System.IO.Directory.Move(deposit, target);
        return report;
    }

    private static string PlaceOf(ImportReport report) => report switch { { Held.Count: > 0 } or { IsWaiting: true } => HeldName, { Outcome: ImportOutcome.Refused } => RefusedName, _ => DoneName };

    private string? TakeFromInbox(CancellationToken cancellationToken)
    {
        var entries = System.IO.Directory.EnumerateFileSystemEntries(Inbox).Where(path => !IsHidden(path)).Order(StringComparer.Ordinal).ToList();
        var markers = entries.Where(IsMarker).ToList();
        var loose = entries.Where(path => File.Exists(path) && !IsMarker(path) && !ArchiveUnpacker.IsArchive(path)).ToList();
        if (loose.Exists(path => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)) && IsComplete(loose, markers.Exists(path => !IsMarkerOfEntry(path, entries))))
        {
            return TakeLoose([.. loose, .. markers.Where(path => !IsMarkerOfEntry(path, entries))]);
        }

        var whole = entries.Where(path => !IsMarker(path) && (System.IO.Directory.Exists(path) || ArchiveUnpacker.IsArchive(path))).Where(path => IsComplete(path, markers, cancellationToken))
            .OrderBy(path => AafDates.In(Path.GetFileName(path)) ?? DateOnly.MaxValue).ThenBy(path => path.Contains("Delta", StringComparison.OrdinalIgnoreCase)).ThenBy(path => path, StringComparer.Ordinal)
            .FirstOrDefault();
        return whole is null ? null : TakeWhole(whole, markers);
    }

    private string TakeLoose(List<string> files)
    {
        var target = Path.Combine(Working, Stamp() + "-fichiers");
        System.IO.Directory.CreateDirectory(target);
        foreach (var file in files)
        {
            // Overwriting is rename(2); otherwise it is a link, which the kernel may refuse for what is not ours, and then a copy that follows it (S-XM1). The folder is new.
            File.Move(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        return target;
    }

    private string TakeWhole(string path, List<string> markers)
    {
        var target = Path.Combine(Working, Stamp() + "-" + Path.GetFileName(path));
        System.IO.Directory.Move(path, target);
        foreach (var marker in markers.Where(marker => IsMarkerOf(marker, path)))
        {
            File.Delete(marker);
        }

        return target;
    }

    // A link is complete like a file and never followed: the import refuses it, where the depositor cannot change it any more.
    private bool IsComplete(string path, List<string> markers, CancellationToken cancellationToken) =>
        markers.Exists(marker => IsMarkerOf(marker, path))
        || (System.IO.Directory.Exists(path) && !PlainFiles.IsLink(path)
            ? PlainFiles.Under(path, cancellationToken).ToList() is { Count: > 0 } files && IsComplete(files, files.Exists(IsMarker))
            : IsComplete([path], isMarked: false));

    private bool IsComplete(List<string> files, bool isMarked)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return !files.Exists(IsUnfinished) && (isMarked || files.TrueForAll(file => File.GetLastWriteTimeUtc(file) + Quiet <= now));
    }

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.') || IsUnfinished(path);

    private static bool IsUnfinished(string path) => Unfinished.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static bool IsMarker(string path) =>
        File.Exists(path) && (Markers.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || Path.GetFileName(path).Equals("fin", StringComparison.OrdinalIgnoreCase));

    private static bool IsMarkerOf(string marker, string path) => Markers.Any(ending => marker.Equals(path + ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsMarkerOfEntry(string marker, List<string> entries) => entries.Exists(entry => entry != marker && IsMarkerOf(marker, entry));

    private string Stamp() => clock.GetUtcNow().ToString(Deposit.StampFormat, CultureInfo.InvariantCulture);
}
