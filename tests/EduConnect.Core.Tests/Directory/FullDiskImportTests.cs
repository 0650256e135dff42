using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Guardians;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Synthesis;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Academie = EduConnect.Synthesis.Academie;

namespace EduConnect.Core.Tests.Directory;

/// <summary>
/// The disk of main fills while an export is written (issue 2 "disk full while staging", security reference §10): refused with a sentence an operator can
/// act on, whole transactions only, and the next run ends as if nothing had been.
/// </summary>
[Trait("Rule", "security reference 10")]
public abstract class FullDiskImportTests(Engine engine) : IAsyncLifetime
{
    private const string Sentence = "the disk of the database is full: free some space and import again, it goes on from there (";
    private readonly TestClock _clock = new();
    private SmallDisk _disk = null!;
    private TestStores _stores = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_stores.Folder, "exports");

    private ImportHarness Harness => new(_stores, _clock) { ChunkSize = 400 };

    public async ValueTask InitializeAsync()
    {
        _disk = await SmallDisk.StartAsync(engine);
        _stores = await TestStores.CreateAsync(engine, clock: _clock, disk: _disk);
    }

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        await _disk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_export_stops_after_whole_transactions_and_the_next_run_ends_as_if_nothing_had_been()
    {
        Generate(Folder, degree: AafDegree.Second);
        await _disk.FillAsync();
        var report = await Harness.ImportAsync(Folder);
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        Assert.Contains(Sentence, report.Reasons[^1], StringComparison.Ordinal);
        await IsWholeAsync();

        await _disk.FreeAsync();
        await Harness.AppliedAsync(Folder);
        await using var other = await TestStores.CreateAsync(engine, clock: _clock);
        var undisturbed = new ImportHarness(other, _clock) { ChunkSize = Harness.ChunkSize };
        await undisturbed.AppliedAsync(Folder);
        Assert.Equal(await undisturbed.StateAsync(), await Harness.StateAsync());
        Assert.Equal(ImportOutcome.NothingNew, (await Harness.ImportAsync(Folder)).Outcome);
    }

    [Fact]
    public async Task A_dry_run_says_so_and_leaves_nothing_whatever_comes_after_the_one_that_met_it()
    {
        Generate(Folder, [Academie.Known[0], Academie.Known[1]]);
        await _disk.FillAsync();
        var report = await Harness.ImportAsync(Folder, dryRun: true);
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        Assert.Contains(Sentence, report.Reasons[0], StringComparison.Ordinal);
        Assert.Equal("", await Harness.StateAsync());
        await _disk.FreeAsync();
        Assert.Equal(ImportOutcome.Planned, (await Harness.ImportAsync(Folder, dryRun: true)).Outcome);
    }

    [Fact]
    public async Task A_white_list_is_replaced_whole_or_stays()
    {
        new AafText().School().Pupil("1", "DURAND", "Zoé", "01/02/2012").Guardian("2", "ZANI", "Maïwenn", "+33 6 39 98 00 01").Write(Folder);
        var list = Path.Combine(_stores.Folder, "list.txt");
        await File.WriteAllTextAsync(list, "9990001X", Cancellation);
        await Harness.ImportAsync(Folder, whiteList: list);
        var number = 0;
        await _disk.FillUpAsync(_stores.Main, () => new WhiteListEntry { Academie = "99", Degree = Degree.First, Uai = $"{++number:0000000}A" });
        await File.WriteAllLinesAsync(list, Enumerable.Range(0, 900).Select(one => $"{one:0000000}B"), Cancellation);
        var report = await Harness.ImportAsync(Folder, whiteList: list);
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
        Assert.StartsWith("the white list was not stored, " + Sentence, report.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(["9990001X"], await StoredListAsync());

        await _disk.FreeAsync();
        await Harness.ImportAsync(Folder, whiteList: list);
        Assert.Equal(900, (await StoredListAsync()).Count);
    }

    [Fact]
    public async Task A_deposit_stays_in_work_the_night_says_so_and_goes_on_with_what_stands_alone()
    {
        var folders = new DepositFolders(DepositFolder.Both(_stores.Folder, _clock));
        var root = Path.Combine(_stores.Folder, "educonnect2d", "ect-sync2d");
        Generate(Path.Combine(root, "depot_racine", "lot"), degree: AafDegree.Second);
        await File.WriteAllTextAsync(Path.Combine(root, "depot_racine", "lot.fin"), string.Empty, Cancellation);
        await _disk.FillAsync();
        var report = await NightAsync(folders);
        Assert.Contains(Sentence, report.Steps[0].Error, StringComparison.Ordinal);
        Assert.True(report.Steps[1].IsDone);
        Assert.Single(System.IO.Directory.EnumerateDirectories(Path.Combine(root, "encours")));
        Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(Path.Combine(root, "rejets")));

        await _disk.FreeAsync();
        Assert.True((await NightAsync(folders)).IsComplete);
        Assert.NotEmpty(System.IO.Directory.EnumerateDirectories(Path.Combine(root, "traites")));
    }

    private static void Generate(string folder, IReadOnlyList<Academie>? academies = null, AafDegree? degree = null) =>
        new Exporter(new() { Pupils = 5000, Academies = academies ?? [Academie.Known[0]], Degrees = degree is { } one ? [one] : [AafDegree.First, AafDegree.Second] }, folder).Write();

    private Task<NightReport> NightAsync(DepositFolders folders)
    {
        var count = new CountDeposits(new StoreFactory<MainDb>(_stores.Main), folders, _clock);
        return new RunNight([new TakeDeposits(folders, Harness.Create(), count, _clock), new Alone()], _stores.ReadOnly, _clock).RunAsync(null, Cancellation);
    }

    /// <summary>What the journal counted is what is there: no transaction was half done.</summary>
    private async Task IsWholeAsync()
    {
        await using var db = _stores.Main();
        var runs = (await db.Set<ImportRun>().AsNoTracking().ToListAsync(Cancellation)).ConvertAll(run => ImportCounts.Parse(run.Counts));
        var guardians = await db.Set<GuardianRecord>().LongCountAsync(Cancellation);
        Assert.NotEqual(0, guardians);
        Assert.Equal(runs.Sum(counts => counts.Guardians.Added), guardians);
        Assert.Equal(runs.Sum(counts => counts.Pupils.Added), await db.Set<PupilRecord>().LongCountAsync(Cancellation));
        Assert.Equal(runs.Sum(counts => counts.Accounts.Added), await db.Set<Account>().LongCountAsync(Cancellation));
        Assert.False(await db.Set<Account>().AnyAsync(account => account.Kind == AccountKind.Guardian && !db.Set<GuardianRecord>().Any(record => record.AccountId == account.Id), Cancellation));
    }

    private async Task<List<string>> StoredListAsync()
    {
        await using var db = _stores.Main();
        return await db.Set<WhiteListEntry>().Where(entry => entry.Academie != "99").Select(entry => entry.Uai).ToListAsync(Cancellation);
    }

    private sealed class Alone : NightStep
    {
        public override string Name => "alone";

        public override Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>());
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class FullDiskImportOnSqlite() : FullDiskImportTests(Engine.Sqlite);

/// <summary>Over the production engine.</summary>
public sealed class FullDiskImportOnPostgreSql() : FullDiskImportTests(Engine.PostgreSql);
