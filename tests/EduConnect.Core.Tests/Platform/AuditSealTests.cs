using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>The chain over the audit trail (S-AU2): whoever can write the database, but has not the key, cannot change the past unnoticed.</summary>
[Trait("Rule", "S-AU2")]
public abstract class AuditSealTests(Engine engine) : StorageSuite(engine)
{
    private KeyRing Keys => new(Path.Combine(Stores.Folder, "keys"), Clock, new SystemRandomSource());

    private StoreFactory<MainDb> MainStore => new(Stores.Main);

    private SealAudit Night => new(MainStore, Stores.Provider, Keys, new RetentionOptions(), Clock);

    [Fact]
    public async Task What_was_sealed_is_verified_and_what_came_after_is_told_apart()
    {
        await ThreeNightsAsync();
        await AddAsync("later");
        var found = await VerifyAsync();
        Assert.Empty(found.Breaks);
        Assert.Equal((3, 6L, 0L, 1L, 3L), (found.Seals, found.Events, found.Erased, found.Unsealed, found.Last!.Number));
        var counts = await Night.RunAsync(Cancellation);
        Assert.Equal((1, 1, 0), (counts["sealed"], counts["seals"], counts["erased"]));
        Assert.Equal(0, (await Night.RunAsync(Cancellation))["seals"]);
    }

    public static TheoryData<string, long, AuditFault> Changes => new()
    {
        { "update audit_event set detail = 'other' where id = 3", 2, AuditFault.EventsWereChanged },
        { "update audit_event set detail = substr(code, 1, 0), code = code || detail where id = 3", 2, AuditFault.EventsWereChanged },
        { "update audit_event set account_id = null where id = 4", 2, AuditFault.EventsWereChanged },
        { "delete from audit_event where id = 6", 3, AuditFault.EventsWereChanged },
        { "update audit_event set id = -id where id = 1", 1, AuditFault.EventsWereChanged },
        { "update audit_seal set content = (select other.content from audit_seal other where other.number = 1) where number = 2", 2, AuditFault.SealWasChanged },
        { "update audit_seal set last_event = 5, events = 3 where number = 2", 2, AuditFault.SealWasChanged },
        { "update audit_seal set key_id = 'none' where number = 2", 2, AuditFault.KeyIsGone },
        { "delete from audit_seal where number = 2", 2, AuditFault.SealIsMissing },
        { "update audit_seal set erased_at = sealed_at where number = 2", 2, AuditFault.WronglyErased },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_behind_its_back_is_noticed_and_placed(string statement, long seal, AuditFault fault)
    {
        await ThreeNightsAsync();
        await ExecuteAsync(statement);
        var found = await VerifyAsync();
        Assert.Equal((seal, fault), (found.Breaks[0].Number, found.Breaks[0].Fault));
        Assert.InRange(found.Breaks.Count, 1, 2);
    }

    [Fact]
    public async Task A_change_with_its_events_said_to_be_erased_is_noticed()
    {
        await ThreeNightsAsync();
        await ExecuteAsync("delete from audit_event where id in (3, 4)");
        await ExecuteAsync("update audit_seal set erased_at = sealed_at where number = 2");
        Assert.Equal(AuditFault.WronglyErased, Assert.Single((await VerifyAsync()).Breaks).Fault);
    }

    [Fact]
    public async Task The_youngest_seals_taken_away_show_against_one_that_was_noted()
    {
        await ThreeNightsAsync();
        var noted = (await VerifyAsync()).Last!;
        Assert.Empty((await VerifyAsync(noted)).Breaks);
        await ExecuteAsync("delete from audit_event where id > 4");
        await ExecuteAsync("delete from audit_seal where number = 3");
        Assert.Empty((await VerifyAsync()).Breaks);
        Assert.Equal((3, AuditFault.WitnessDisagrees), Assert.Single((await VerifyAsync(noted)).Breaks) is var one ? (one.Number, one.Fault) : default);
        await AddAsync("forged");
        await Night.RunAsync(Cancellation);
        Assert.Equal(AuditFault.WitnessDisagrees, Assert.Single((await VerifyAsync(noted)).Breaks).Fault);
    }

    [Fact, Trait("Rule", "S-AU4")]
    public async Task A_year_later_events_are_erased_seal_by_seal_and_the_chain_holds()
    {
        await ThreeNightsAsync();
        Clock.Advance(TimeSpan.FromDays(364)); // three days have passed: only the first night is 366 days old
        Assert.Equal(2, (await Night.RunAsync(Cancellation))["erased"]);
        var found = await VerifyAsync();
        Assert.Empty(found.Breaks);
        Assert.Equal((3, 4L, 2L), (found.Seals, found.Events, found.Erased));
        await using var db = Stores.Main();
        Assert.Equal([3, 4, 5, 6], await db.Set<AuditEvent>().OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task An_event_whose_writer_is_slow_is_waited_for()
    {
        await AddAsync("first");
        await using var slow = Stores.Main();
        await using var transaction = await slow.Database.BeginTransactionAsync(Cancellation);
        slow.Add(Actor.Service.Event("slow", Clock.UtcNow));
        await slow.SaveChangesAsync(Cancellation);
        var night = Task.Run(() => Night.RunAsync(Cancellation), Cancellation); // the embedded engine waits on the thread that asks
        var other = Task.Run(() => AddAsync("other"), Cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);
        await transaction.CommitAsync(Cancellation);
        await Task.WhenAll(night, other);
        await Night.RunAsync(Cancellation);
        var found = await VerifyAsync();
        Assert.Empty(found.Breaks);
        Assert.Equal((3L, 0L), (found.Events, found.Unsealed));
    }

    private async Task ThreeNightsAsync()
    {
        for (var night = 0; night < 3; night++)
        {
            await AddAsync("account.informed");
            await AddAsync("account.activated");
            await Night.RunAsync(Cancellation);
            Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    private async Task AddAsync(string code)
    {
        await using var db = Stores.Main();
        db.Add(new Actor(ActorKind.Agent, "agent", "request", "192.0.2.1").Event(code, Clock.UtcNow, Guid.CreateVersion7(), Guid.CreateVersion7(), "état"));
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var db = Stores.Main();
        Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(statement, Cancellation));
    }

    private Task<AuditVerification> VerifyAsync(AuditWitness? witness = null) => new VerifyAudit(MainStore, Keys, new RetentionOptions()).RunAsync(witness, Cancellation);
}

public sealed class AuditSealOnSqlite() : AuditSealTests(Engine.Sqlite);

public sealed class AuditSealOnPostgreSql() : AuditSealTests(Engine.PostgreSql);
