using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>The first step of the night: deposits that wait are taken before what is made from the directory, once, whoever else is at it (domain 2.3, row #233).</summary>
[Trait("Row", "#233")]
public abstract class NightImportsTests(Engine engine) : StorageSuite(engine)
{
    private ImportHarness Harness => new(Stores, Clock);

    private DepositFolders Folders => new(DepositFolder.Both(Stores.Folder, Clock));

    private string Root => Path.Combine(Stores.Folder, "educonnect2d", "ect-sync2d");

    private CountDeposits Count => new(new StoreFactory<MainDb>(Stores.Main), Folders, Clock);

    [Fact]
    public async Task Everything_that_waits_is_taken_and_counted_once_and_the_watch_finds_nothing_left()
    {
        Deposit("20261119");
        Deposit("20261120");
        Assert.Equal((2, 0, 0), Of(await Step().RunAsync(Cancellation)));
        var again = await Step().RunAsync(Cancellation);
        Assert.Equal((2, 0, 0), Of(again));
        Assert.Equal(8, again["read"]);
        Assert.Equal(4, again["written"]);
        Assert.Null(await Folders.All[1].TakeNextAsync(Harness.Create(), Cancellation));
        Clock.Advance(TimeSpan.FromHours(25));
        Assert.All((await Step().RunAsync(Cancellation)).Values, figure => Assert.Equal(0, figure));
    }

    [Fact]
    public async Task A_refused_deposit_stops_what_is_made_from_the_directory_and_nothing_else_until_a_good_one_comes()
    {
        Deposit("20261119", "Delta"); // before any complet
        var night = new RunNight([Step(), new Follower(TakeDeposits.StepName), new Follower(null)], Stores.ReadOnly, Clock);
        var report = await night.RunAsync(null, Cancellation);
        Assert.Equal([(false, null), (false, "imports"), (true, null)], report.Steps.Select(step => (step.IsDone, step.LeftOutFor)));
        Assert.StartsWith("DepositsRefused: ", report.Steps[0].Error, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), Of(report.Steps[0].Counts));
        Assert.Contains("1 dépôts pris depuis un jour, 1 refusés", Mail(report), StringComparison.Ordinal);

        // Taken up again after a crash, or run by hand: it is still refused.
        Assert.False((await night.RunAsync("imports", Cancellation)).IsComplete);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Deposit("20261120");
        Assert.Equal((null, 2), ((await night.RunAsync(null, Cancellation)).Steps[0].Error, (await Step().RunAsync(Cancellation))["deposits"]));
    }

    [Fact]
    public async Task The_import_of_another_worker_is_waited_for_and_its_deposit_is_not_taken_twice()
    {
        Deposit("20261119");
        var harness = Harness;
        ImportBusyException? busy = null;
        harness.Checkpoint = point =>
        {
            if (point == "staged" && busy is null)
            {
                busy = Assert.ThrowsAsync<ImportBusyException>(() => Folders.All[1].TakeNextAsync(OtherNode(), Cancellation)).GetAwaiter().GetResult();
            }
        };
        Assert.Equal(ImportOutcome.Applied, (await Folders.All[1].TakeNextAsync(harness.Create(), Cancellation))!.Outcome);
        Assert.NotNull(busy);
        Assert.Single(System.IO.Directory.EnumerateDirectories(Path.Combine(Root, "traites")));

        Deposit("20261120");
        var held = ImportLock.Take(Path.Combine(Root, ".import.lock"), "busy");
        var work = Step().RunAsync(Cancellation);
        Assert.False(work.IsCompleted);
        Clock.Advance(ImportPatience.Pause);
        Assert.False(work.IsCompleted);
        await held.DisposeAsync();
        Clock.Advance(ImportPatience.Pause);
        Assert.Equal((2, 0, 0), Of(await work));
    }

    [Fact]
    public async Task An_import_that_never_ends_is_given_up_and_the_step_fails()
    {
        Folders.All[0].Prepare();
        await using var held = ImportLock.Take(Path.Combine(Stores.Folder, "educonnect1d", "ect-sync", ".import.lock"), "busy");
        var work = new RunNight([Step(), new Follower(TakeDeposits.StepName)], Stores.ReadOnly, Clock).RunAsync(null, Cancellation);
        Clock.Advance(ImportPatience.Longest);
        var report = await work;
        Assert.StartsWith("ImportBusyException: ", report.Steps[0].Error, StringComparison.Ordinal);
        Assert.Equal("imports", report.Steps[1].LeftOutFor);
    }

    [Fact, Trait("Rule", "S-MT3")]
    public async Task A_deposit_that_maintenance_or_a_crash_interrupts_stays_in_work_and_is_finished_afterwards()
    {
        Deposit("20261119");
        var harness = Harness;
        harness.Checkpoint = point => throw new TimeoutException(point);
        await Assert.ThrowsAsync<TimeoutException>(() => Step(harness).RunAsync(Cancellation));
        harness.Checkpoint = _ => Stores.ReadOnly.Observe(isWritable: false);
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Step(harness).RunAsync(Cancellation));
        Assert.Single(System.IO.Directory.EnumerateDirectories(Path.Combine(Root, "encours")));
        Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(Path.Combine(Root, "rejets")));
        Stores.ReadOnly.Observe(isWritable: true);
        Assert.Equal((1, 0, 0), Of(await Step().RunAsync(Cancellation)));
    }

    private static (int Deposits, int Refused, int Held) Of(IReadOnlyDictionary<string, int> counts) => (counts["deposits"], counts["refused"], counts["held"]);

    private TakeDeposits Step(ImportHarness? harness = null) => new(Folders, (harness ?? Harness).Create(), Count, Clock);

    /// <summary>An import that shares nothing with ours but the stores and the deposit folders.</summary>
    private DirectoryImport OtherNode() =>
        new(Stores.Main, Stores.Provider, Harness.Keys, Stores.ReadOnly, Clock, new Core.Directory.Profiles.MappingProfiles(), Path.Combine(Stores.Folder, "other-node"));

    private void Deposit(string date, string kind = "Complet")
    {
        var text = new AafText { Date = date, Kind = kind }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012").Pupil("2", "DATE", "Zoé", "01/02/2012");
        var folder = text.Write(Path.Combine(Root, "depot_racine", "lot-" + date));
        File.WriteAllText(folder + ".fin", string.Empty);
    }

    private static string Mail(NightReport report) =>
        Core.Platform.Outbox.MailText.Compose("night-report", NightReportMails.Values(report, new DateTime(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc)), [.. report.Steps.Select(NightReportMails.Row)]).Text;

    private sealed class Follower(string? needs) : NightStep
    {
        public override string Name => "follower";

        public override string? Needs => needs;

        public override Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>());
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class NightImportsOnSqlite() : NightImportsTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class NightImportsOnPostgreSql() : NightImportsTests(Engine.PostgreSql);
