using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

public abstract class OperationRunnerTests(Engine engine) : StorageSuite(engine)
{
    private readonly CountingHandler _handler = new();

    [Fact]
    public async Task Work_is_done_once_and_its_outcome_kept()
    {
        await EnqueueAsync();
        Assert.NotNull(await Runner.RunNextAsync(Cancellation));
        Assert.Null(await Runner.RunNextAsync(Cancellation));
        var operation = await SingleAsync();
        Assert.Equal((OperationState.Done, "{\"n\":1}", 3, 3), (operation.State, operation.Outcome, operation.Done, operation.Total));
        Assert.NotNull(operation.EndedAt);
    }

    [Fact]
    public async Task Work_left_by_a_dead_worker_is_resumed_when_its_lease_is_over_and_not_before()
    {
        await EnqueueAsync(operation =>
        {
            operation.State = OperationState.Running;
            operation.Attempts = 1;
            operation.LeaseUntil = Clock.UtcNow + OperationProgress.Lease;
        });
        Assert.Null(await Runner.RunNextAsync(Cancellation));
        Clock.Advance(OperationProgress.Lease + TimeSpan.FromSeconds(1));
        Assert.NotNull(await Runner.RunNextAsync(Cancellation));
        Assert.Equal(OperationState.Done, (await SingleAsync()).State);
    }

    [Fact]
    public async Task Work_that_fails_is_tried_again_then_given_up_with_its_reason()
    {
        _handler.Fault = new InvalidOperationException("no way");
        await EnqueueAsync();
        while (await Runner.RunNextAsync(Cancellation) is not null)
        {
        }

        var operation = await SingleAsync();
        Assert.Equal((OperationState.Failed, 5), (operation.State, operation.Attempts));
        Assert.Contains("no way", operation.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_workers_never_run_the_same_operation()
    {
        await EnqueueAsync();
        await Task.WhenAll(Runner.RunNextAsync(Cancellation), Runner.RunNextAsync(Cancellation), Runner.RunNextAsync(Cancellation));
        Assert.Equal(1, _handler.Runs);
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nothing_runs_during_maintenance()
    {
        await EnqueueAsync();
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(5));
        Assert.Null(await Runner.RunNextAsync(Cancellation));
        Assert.Equal(0, _handler.Runs);
    }

    private OperationRunner Runner => new(new Factory(Stores.Main), [_handler], Stores.ReadOnly, Clock);

    private async Task EnqueueAsync(Action<Operation>? change = null)
    {
        await using var db = Stores.Main();
        var operation = new Operation { Id = Guid.CreateVersion7(), Kind = _handler.Kind, Argument = "{}", CreatedAt = Clock.UtcNow };
        change?.Invoke(operation);
        db.Add(operation);
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<Operation> SingleAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Operation>().SingleAsync(Cancellation);
    }

    private sealed class CountingHandler : OperationHandler
    {
        private int _runs;

        public override string Kind => "count";

        public int Runs => _runs;

        public Exception? Fault { get; set; }

        public override async Task<string> RunAsync(Operation operation, OperationProgress progress, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _runs);
            await progress.TellAsync(3, 3, cancellationToken);
            return Fault is null ? "{\"n\":1}" : throw Fault;
        }
    }

    private sealed class Factory(Func<MainDb> create) : IDbContextFactory<MainDb>
    {
        public MainDb CreateDbContext() => create();
    }
}

public sealed class OperationRunnerOnSqlite() : OperationRunnerTests(Engine.Sqlite);

public sealed class OperationRunnerOnPostgreSql() : OperationRunnerTests(Engine.PostgreSql);
