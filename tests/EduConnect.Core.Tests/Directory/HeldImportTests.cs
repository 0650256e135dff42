using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>A deposit that the safety brake stops waits for an operator, who applies it all the same or refuses it, once (domain 2.4, S-XM3).</summary>
[Trait("Rule", "S-XM3")]
public abstract class HeldImportTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor One = new(ActorKind.Operator, "one");

    private readonly ReadOnlyMode _mode = new(TimeProvider.System);

    private ImportHarness Harness => new(Stores, Clock);

    private StoreFactory<MainDb> MainStore => new(Stores.Main);

    private DepositFolders Folders => new(DepositFolder.Both(Stores.Folder, Clock));

    private string Root => Path.Combine(Stores.Folder, "educonnect2d", "ect-sync2d");

    private ReadImports Read => new(MainStore, Folders, new CountDeposits(MainStore, Folders, Clock));

    private DecideHeldImport Decide => new(MainStore, Stores.Provider, Folders, _mode, Clock);

    [Fact]
    public async Task It_is_kept_with_what_it_would_do_and_nothing_of_it_is_written()
    {
        var (name, before) = await HeldAsync();
        Assert.Equal(before, await Harness.StateAsync());
        var held = (await Read.HeldAsync(Degree.Second, name, Cancellation))!;
        var export = Assert.Single(held.Exports);
        Assert.Equal(("10", "2D", "complet"), (export.Feed.Academie, export.Feed.Degree, export.Feed.Kind));
        Assert.Equal(new HeldSchool("9990001X", "CLG DES TROIS MOULINS", 3, 4), Assert.Single(export.Schools) with { Name = "CLG DES TROIS MOULINS" });
        Assert.Equal((1, 0.05, 0.01, 3L), (export.SchoolCount, export.SchoolShare, export.SourceShare, export.TiesLost));
        Assert.Equal(new PlannedChanges(1, 1, 3), export.Pupils);
        Assert.Equal(new PlannedChanges(0, 0, 3), export.Guardians);
        Assert.Equal((true, 6L, 8L), (export.IsSourceOver, export.AccountsLost, export.Accounts));
        Assert.Null(held.Decision);
        Assert.Equal(1, (await Read.CountToSeeAsync(Cancellation)).Undecided);
        Assert.Null(await Read.HeldAsync(Degree.Second, "../retenus/" + name, Cancellation));
        var night = new TakeDeposits(Folders, Harness.Create(), new CountDeposits(MainStore, Folders, Clock), Clock);
        Assert.Equal((0, 1), ((await night.RunAsync(Cancellation))["refused"], (await night.RunAsync(Cancellation))["held"]));
    }

    [Fact]
    public async Task Applied_all_the_same_it_does_what_was_announced_and_is_decided_once_by_one_of_two_operators()
    {
        var (name, _) = await HeldAsync();
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(number => Task.Run(() => Decide.RunAsync(new HeldDecision(Degree.Second, name, number != 1), new Actor(ActorKind.Operator, "op" + number), Cancellation))));
        Assert.Single(outcomes, outcome => outcome == DecisionOutcome.Taken);
        Assert.Equal(3, outcomes.Count(outcome => outcome == DecisionOutcome.TooLate));
        await using (var db = Stores.Main())
        {
            var trail = await db.Set<AuditEvent>().SingleAsync(row => row.Code == DecideHeldImport.AppliedCode || row.Code == DecideHeldImport.RefusedCode, Cancellation);
            Assert.Equal((ActorKind.Operator, "2D " + name), (trail.ActorKind, trail.Detail));
            Assert.Equal(0, (await Read.CountToSeeAsync(Cancellation)).Undecided);
            Assert.Equal(trail.ActorId, (await Read.HeldAsync(Degree.Second, name, Cancellation))!.Decision!.RequestedById);
        }
    }

    [Fact]
    public async Task A_worker_applies_it_after_a_crash_in_the_middle_too_and_leaves_other_loops_alone()
    {
        var (name, _) = await HeldAsync();
        Assert.Equal(DecisionOutcome.Taken, await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: true), One, Cancellation));
        Assert.Null(await Runner(Harness).RunNextAsync(Cancellation, kind => kind != HeldImportHandler.OperationKind));
        var harness = Harness;
        harness.Checkpoint = point => _ = point == "staged" ? 0 : throw new TimeoutException(point);
        await Runner(harness).RunNextAsync(Cancellation);
        Assert.NotNull(await Read.HeldAsync(Degree.Second, name, Cancellation));

        // A full disk is not free again in the same second: the tries that are left are not used up at once.
        Assert.Null(await Runner(Harness).RunNextAsync(Cancellation));
        Clock.Advance(TimeSpan.FromMinutes(10));
        await Runner(Harness).RunNextAsync(Cancellation);
        await using var db = Stores.Main();
        var work = await db.Set<Operation>().SingleAsync(Cancellation);
        Assert.Equal((OperationState.Done, 2), (work.State, work.Attempts));
        Assert.Equal(2, await db.Set<PupilRecord>().CountAsync(record => record.GoneAt == null, Cancellation));
        Assert.Equal([name, name + ".rapport.json"], NamesIn("traites").Where(one => one.StartsWith(name, StringComparison.Ordinal)));
        Assert.Empty(NamesIn("retenus"));
        Assert.Equal(DecisionOutcome.TooLate, await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: true), One, Cancellation));
    }

    [Fact]
    public async Task Refused_it_joins_the_refused_ones_and_writes_nothing()
    {
        var (name, before) = await HeldAsync();
        Assert.Equal(DecisionOutcome.Taken, await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: false), One, Cancellation));
        await Runner(Harness).RunNextAsync(Cancellation);
        Assert.Equal([name, name + ".rapport.json"], NamesIn("rejets"));
        Assert.Equal(new DepositsToSee(0, 1), await Read.CountToSeeAsync(Cancellation));
        Assert.Empty(NamesIn("retenus"));
        Assert.Equal(before, await Harness.StateAsync());
        Assert.NotNull(await Read.ReportAsync(Degree.Second, DepositPlace.Refused, name, Cancellation));
    }

    [Fact]
    public async Task A_decision_whose_work_failed_for_good_may_be_taken_again_and_what_is_not_held_is_not_decided()
    {
        var (name, _) = await HeldAsync();
        Assert.Equal(DecisionOutcome.NotThere, await Decide.RunAsync(new HeldDecision(Degree.First, name, IsApplied: true), One, Cancellation));
        Assert.Equal(DecisionOutcome.NotThere, await Decide.RunAsync(new HeldDecision(Degree.Second, "../retenus/" + name, IsApplied: true), One, Cancellation));
        await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: true), One, Cancellation);
        await using (var db = Stores.Main())
        {
            await db.Set<Operation>().ExecuteUpdateAsync(set => set.SetProperty(work => work.State, OperationState.Failed), Cancellation);
        }

        Assert.Equal(1, (await Read.CountToSeeAsync(Cancellation)).Undecided);
        Assert.Equal(DecisionOutcome.Taken, await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: false), One, Cancellation));
        Assert.Equal(DecisionOutcome.TooLate, await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: false), One, Cancellation));
    }

    [Theory]
    [InlineData(null, OperationState.Waiting, 0)]
    [InlineData("traites", OperationState.Done, 1)]
    public async Task A_deposit_that_another_node_has_is_left_to_it_and_one_that_is_over_ends_the_work(string? movedTo, OperationState state, int attempts)
    {
        var (name, _) = await HeldAsync();
        await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: true), One, Cancellation);
        System.IO.Directory.Move(Path.Combine(Root, "retenus", name), Path.Combine(movedTo is null ? Stores.Folder : Path.Combine(Root, movedTo), name));
        await Runner(Harness).RunNextAsync(Cancellation);
        await using var db = Stores.Main();
        var work = await db.Set<Operation>().SingleAsync(Cancellation);
        Assert.Equal((state, attempts), (work.State, work.Attempts));
    }

    [Fact]
    public async Task A_node_with_deposits_of_its_own_uses_up_no_try_of_what_another_has()
    {
        var (name, _) = await HeldAsync();
        await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: true), One, Cancellation);
        var elsewhere = new DepositFolders(DepositFolder.Both(Path.Combine(Stores.Folder, "other-node"), Clock));
        foreach (var place in (string[])["traites", "retenus", "rejets"])
        {
            System.IO.Directory.CreateDirectory(Path.Combine(Stores.Folder, "other-node", "educonnect2d", "ect-sync2d", place, "20261101-020000000-autre"));
        }

        Assert.Null(await new OperationRunner(MainStore, [new HeldImportHandler(elsewhere, Harness.Create(), Clock)], _mode, Clock).RunNextAsync(Cancellation));
        Assert.Equal((OperationState.Waiting, 0), await WorkAsync());
        Assert.NotNull(await Runner(Harness).RunNextAsync(Cancellation));
        Assert.Equal((OperationState.Done, 1), await WorkAsync());

        async Task<(OperationState State, int Attempts)> WorkAsync()
        {
            await using var db = Stores.Main();
            var work = await db.Set<Operation>().AsNoTracking().SingleAsync(Cancellation);
            return (work.State, work.Attempts);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "S-XM2")]
    public async Task Deltas_wait_behind_it_and_follow_in_their_order_once_it_is_decided(bool isApplied)
    {
        var (name, before) = await HeldAsync();
        foreach (var (date, id) in new[] { ("20261120", "21"), ("20261121", "22") })
        {
            Clock.Advance(TimeSpan.FromDays(1));
            await DepositAsync("delta-" + date, new AafText { Kind = "Delta", Date = date }.Pupil(id, "SUIVANT", "Ève", "03/03/2012"));
            var report = (await TakeAsync())!;
            Assert.Equal(ImportOutcome.Refused, report.Outcome);
            Assert.Contains("it waits", report.Reasons[0], StringComparison.Ordinal);
        }

        Assert.Equal(before, await Harness.StateAsync());
        Assert.Null(await TakeAsync());
        Assert.Equal(1, (await Read.CountToSeeAsync(Cancellation)).Undecided);
        var waiting = NamesIn("retenus").Single(one => one.EndsWith("delta-20261120", StringComparison.Ordinal));
        Assert.True((await Read.HeldAsync(Degree.Second, waiting, Cancellation))!.Waits);
        Assert.Equal(DecisionOutcome.NotThere, await Decide.RunAsync(new HeldDecision(Degree.Second, waiting, IsApplied: true), One, Cancellation));

        Assert.Equal(DecisionOutcome.Taken, await Decide.RunAsync(new HeldDecision(Degree.Second, name, isApplied), One, Cancellation));
        await Runner(Harness).RunNextAsync(Cancellation);
        Assert.Equal((ImportOutcome.Applied, ImportOutcome.Applied), ((await TakeAsync())!.Outcome, (await TakeAsync())!.Outcome));
        Assert.Null(await TakeAsync());
        Assert.Empty(NamesIn("retenus"));
        await using var db = Stores.Main();
        Assert.Equal(isApplied ? 4 : 6, await db.Set<PupilRecord>().CountAsync(record => record.GoneAt == null, Cancellation));
        Assert.Equal(new DateOnly(2026, 11, 21), (await db.Set<SourceFeed>().SingleAsync(Cancellation)).LastExportDate);
    }

    [Fact]
    public async Task A_later_complet_is_taken_for_itself_and_makes_the_held_one_too_old()
    {
        var (name, _) = await HeldAsync();
        Clock.Advance(TimeSpan.FromDays(1));
        await DepositAsync("whole", With("20261120", 4));
        Assert.Equal(ImportOutcome.NothingNew, (await TakeAsync())!.Outcome);
        await Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: true), One, Cancellation);
        await Runner(Harness).RunNextAsync(Cancellation);
        Assert.Contains("already applied", (await Read.ReportAsync(Degree.Second, DepositPlace.Refused, name, Cancellation))!.Reasons[0], StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "S-MT3")]
    public async Task Nothing_is_decided_during_maintenance()
    {
        var (name, _) = await HeldAsync();
        _mode.Observe(isWritable: false);
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Decide.RunAsync(new HeldDecision(Degree.Second, name, IsApplied: true), One, Cancellation));
        await using var db = Stores.Main();
        Assert.False(await db.Set<Operation>().AnyAsync(Cancellation));
    }

    private OperationRunner Runner(ImportHarness harness) => new(MainStore, [new HeldImportHandler(Folders, harness.Create(), Clock)], _mode, Clock);

    /// <summary>Four pupils with a guardian each; then a complet in which three have gone, one is another and one is new.</summary>
    private async Task<(string Name, string Before)> HeldAsync()
    {
        await Harness.AppliedAsync(With("20261118", 4).Write(Path.Combine(Stores.Folder, "before")));
        var before = await Harness.StateAsync();
        var next = With("20261119", 1, "AUTRE").Pupil("9", "NEUVE", "Léa", "05/02/2012");
        await DepositAsync("lot", next);
        Assert.Equal(ImportOutcome.Refused, (await TakeAsync())!.Outcome);
        return (NamesIn("retenus")[0], before);
    }

    private async Task DepositAsync(string name, AafText text)
    {
        var folder = text.Write(Path.Combine(Root, "depot_racine", name));
        await File.WriteAllTextAsync(folder + ".fin", string.Empty, Cancellation);
    }

    private Task<ImportReport?> TakeAsync() => Folders.All[1].TakeNextAsync(Harness.Create(), Cancellation);

    private static AafText With(string date, int pupils, string family = "DURAND")
    {
        var text = new AafText { Date = date }.School();
        for (var number = 1; number <= pupils; number++)
        {
            text.Guardian($"10{number}", "DURAND", $"Ada{number}", mail: $"ada{number}@exemple.test")
                .Pupil($"{number}", family, $"Zoé{number}", $"0{number}/02/2012", links: [$"10{number}$10$1$1$1$1"]);
        }

        return text;
    }

    private List<string> NamesIn(string folder) => [.. System.IO.Directory.EnumerateFileSystemEntries(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}

/// <summary>Over the embedded engine.</summary>
public sealed class HeldImportOnSqlite() : HeldImportTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class HeldImportOnPostgreSql() : HeldImportTests(Engine.PostgreSql);
