using EduConnect.Core.Maintenance;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Maintenance;

/// <summary>Planned interruptions over the stores (domain §15, row #250): they begin and end by the clock, on every node, and long work waits.</summary>
public abstract class MaintenanceCalendarTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "op", Network: "192.0.2.9");

    private readonly SystemRandomSource _random = new();

    [Fact]
    public async Task A_window_known_to_a_node_begins_and_ends_by_itself()
    {
        var mode = new ReadOnlyMode(Clock);
        var calendar = Calendar(mode);
        var start = Clock.UtcNow.AddHours(4);
        Assert.Equal(PlanRefusal.None, (await PlanAsync(start, start.AddHours(2))).Refusal);
        Assert.Null(calendar.Next(TimeSpan.FromDays(7)));
        await calendar.RefreshAsync(Cancellation);
        Assert.Equal((false, null), (mode.IsOn, calendar.Current));
        Assert.Equal(start, calendar.Next(TimeSpan.FromDays(7))!.StartsAt);
        Assert.Null(calendar.Next(TimeSpan.FromHours(3)));

        Clock.MoveTo(new DateTimeOffset(start));
        Assert.Equal((start.AddHours(2), true, null), (mode.Until, calendar.Current is not null, calendar.Next(TimeSpan.FromDays(7))));
        Clock.MoveTo(new DateTimeOffset(start.AddHours(2)));
        Assert.Equal((false, null), (mode.IsOn, calendar.Current));
    }

    [Fact]
    public async Task One_in_force_is_ended_while_main_is_read_only_and_both_acts_are_audited_as_the_operators()
    {
        var mode = new ReadOnlyMode(Clock);
        var calendar = Calendar(mode);
        var (_, window) = await PlanAsync(Clock.UtcNow, Clock.UtcNow.AddHours(2));
        await calendar.RefreshAsync(Cancellation);
        Assert.True(mode.IsOn);
        await using (var db = Stores.Operational())
        {
            Assert.True(await new CancelMaintenance(db, new SignInJournal(Clock, _random), Clock).RunAsync(window!.Id, Operator, Cancellation));
            Assert.False(await new CancelMaintenance(db, new SignInJournal(Clock, _random), Clock).RunAsync(window.Id, Operator, Cancellation));
        }

        await calendar.RefreshAsync(Cancellation);
        Assert.False(mode.IsOn);
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        await new DrainJournal(main, operational, Clock).RunAsync(Cancellation);
        var events = await main.Set<AuditEvent>().AsNoTracking().ToListAsync(Cancellation);
        Assert.Equal(["maintenance.cancelled", "maintenance.planned"], events.Select(one => one.Code).Order(StringComparer.Ordinal));
        Assert.All(events, one => Assert.Equal((ActorKind.Operator, "op", "192.0.2.9", window.Id.ToString()), (one.ActorKind, one.ActorId, one.Network, one.RequestId)));
    }

    [Fact]
    public async Task Work_that_maintenance_interrupts_keeps_its_lease_and_is_taken_up_afterwards()
    {
        var mode = new ReadOnlyMode(Clock);
        var worker = new Interrupted(mode, Clock);
        await using (var db = Stores.Main())
        {
            db.Add(new Operation { Id = _random.NewId(), Kind = worker.Kind, Argument = "{}", CreatedAt = Clock.UtcNow });
            await db.SaveChangesAsync(Cancellation);
        }

        var runner = new OperationRunner(new StoreFactory<MainDb>(Stores.Main), [worker], mode, Clock);
        Assert.NotNull(await runner.RunNextAsync(Cancellation));
        Assert.Equal(OperationState.Running, await StateAsync());
        Assert.Null(await runner.RunNextAsync(Cancellation));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await runner.RunNextAsync(Cancellation));
        Assert.Equal((OperationState.Done, 2), (await StateAsync(), worker.Runs));
    }

    private MaintenanceCalendar Calendar(ReadOnlyMode mode) => new(new StoreFactory<OperationalDb>(Stores.Operational), mode, Clock);

    private async Task<(PlanRefusal Refusal, MaintenanceWindow? Window)> PlanAsync(DateTime start, DateTime end)
    {
        await using var db = Stores.Operational();
        return await new PlanMaintenance(db, new SignInJournal(Clock, _random), Stores.Provider, Clock).RunAsync(start, end, string.Empty, Operator, Cancellation);
    }

    private async Task<OperationState> StateAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Operation>().Select(operation => operation.State).SingleAsync(Cancellation);
    }

    private sealed class Interrupted(ReadOnlyMode mode, Testing.Time.TestClock clock) : OperationHandler
    {
        public int Runs { get; private set; }

        public override string Kind => "interrupted";

        public override Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
        {
            if (++Runs == 1)
            {
                mode.Plan(clock.UtcNow, clock.UtcNow.AddHours(1));
            }

            mode.EnsureWritable();
            return Task.FromResult("{}");
        }
    }
}

public sealed class MaintenanceCalendarOnSqlite() : MaintenanceCalendarTests(Engine.Sqlite);

public sealed class MaintenanceCalendarOnPostgreSql() : MaintenanceCalendarTests(Engine.PostgreSql);

/// <summary>Hours of Paris as operators type them.</summary>
public sealed class ParisHourTests
{
    [Theory]
    [InlineData("2026-11-25T14:00", "2026-11-25T13:00")]
    [InlineData("2026-07-14T14:00", "2026-07-14T12:00")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30")]
    [InlineData("2026-03-29T02:30", null)]
    public void A_clock_in_Paris_is_read(string paris, string? utc)
    {
        var read = ParisTime.ToUtc(DateTime.Parse(paris, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(utc, read?.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }
}
