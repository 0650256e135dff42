using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Agents;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Nightly;

/// <summary>What has served its time goes in the night, table by table, and nothing a day too soon (S-GD1, S-AU4).</summary>
[Trait("Rule", "S-GD1"), Trait("Rule", "S-AU4")]
public abstract class RetentionTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Guid Account = Guid.CreateVersion7();

    private ForgetOldTexts Retention => new(new StoreFactory<MainDb>(Stores.Main), new StoreFactory<OperationalDb>(Stores.Operational), new RetentionOptions(), new DepositFolders(DepositFolder.Both(Stores.Folder, Clock)), Clock);

    [Fact]
    public async Task Each_table_keeps_what_still_serves_and_loses_the_rest()
    {
        await SeedAsync(Clock.UtcNow);
        Assert.All(await RunAsync(), count => Assert.Equal(0, count.Value));
        Assert.Equal((2, 2, 3, 2), await CountAsync());

        Clock.Advance(TimeSpan.FromHours(26));
        Assert.Equal([("journeys", 2), ("links", 1), ("sessions", 2), ("counters", 2)], await NonZeroAsync());
        Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal([("links", 1)], await NonZeroAsync());
        Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal([("entries", 1)], await NonZeroAsync());
        Clock.Advance(TimeSpan.FromDays(23));
        Assert.Equal([("counters", 1)], await NonZeroAsync());
        Clock.Advance(TimeSpan.FromDays(63));
        Assert.Equal([("links", 1)], await NonZeroAsync());

        // What is left: the agent's last sign-in, what main has not taken yet, birth dates tried.
        await using var db = Stores.Operational();
        Assert.Equal(SessionKind.Agent, (await db.Set<Session>().SingleAsync(Cancellation)).Kind);
        Assert.Null((await db.Set<JournalEntry>().SingleAsync(Cancellation)).DrainedAt);
        Assert.Equal(AttemptKeys.BirthDates(Account) + ":aa", (await db.Set<AttemptCounter>().SingleAsync(Cancellation)).Key);
        Assert.Equal((0, 0, 1, 1), await CountAsync());
        Clock.Advance(TimeSpan.FromDays(366));
        Assert.Equal([("sessions", 1)], await NonZeroAsync());
    }

    [Fact]
    [Trait("Rule", "S-RC6")]
    public async Task A_change_of_address_stays_while_it_can_be_undone()
    {
        var change = Change(MailChangeState.Pending, null);
        await using (var db = Stores.Main())
        {
            db.Add(change);
            await db.SaveChangesAsync(Cancellation);
        }

        Clock.Advance(TimeSpan.FromDays(6));
        await using (var db = Stores.Main())
        {
            Assert.True((await db.Set<MailChange>().SingleAsync(Cancellation)).Confirm(Clock.UtcNow));
            await db.SaveChangesAsync(Cancellation);
        }

        Clock.Advance(MailChange.UndoLife - TimeSpan.FromMinutes(1));
        Assert.Empty(await NonZeroAsync());
        await using (var db = Stores.Main())
        {
            Assert.True((await db.Set<MailChange>().SingleAsync(Cancellation)).MayBeUndone(Clock.UtcNow));
        }

        Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal([("links", 1)], await NonZeroAsync());
    }

    private async Task SeedAsync(DateTime now)
    {
        await using (var db = Stores.Operational())
        {
            db.AddRange(
                new ActivationState { Id = Guid.NewGuid(), HandleHash = [1], AccountId = Account, Mail = "claire@exemple.test", PasswordHash = "hash", ExpiresAt = now.AddHours(1) },
                new PendingStep { Id = Guid.NewGuid(), SessionId = Guid.NewGuid(), Kind = StepKind.Mobile, Value = "+33639980001", ExpiresAt = now.AddHours(1) },
                Session(SessionKind.Guardian, now, ended: null), Session(SessionKind.Pupil, now.AddHours(12), ended: now), Session(SessionKind.Agent, now, ended: now),
                new JournalEntry { Id = Guid.NewGuid(), Code = SignInJournal.RefusedCode, Network = "192.0.2.7", AccountId = Account, At = now, DrainedAt = now },
                new JournalEntry { Id = Guid.NewGuid(), Code = SignInJournal.RefusedCode, Network = "192.0.2.7", AccountId = Account, At = now },
                Counter(AttemptKeys.Username("c.morel27"), now), Counter(AttemptKeys.BirthDates(Account) + ":aa", now),
                new AgentTries { Key = "password:nobody", Since = now, Count = 1 }, new UsedTotpStep { AgentId = Guid.NewGuid(), Step = Totp.StepAt(now) });
            await db.SaveChangesAsync(Cancellation);
        }

        await using var main = Stores.Main();
        main.AddRange(
            new AccountLink { Id = Guid.NewGuid(), AccountId = Account, Purpose = LinkPurpose.ConfirmMail, TokenHash = [2], Mail = "claire@exemple.test", CreatedAt = now, ExpiresAt = now.AddHours(1) },
            Change(MailChangeState.Dropped, now), Change(MailChangeState.Pending, null));
        await main.SaveChangesAsync(Cancellation);
    }

    private MailChange Change(MailChangeState state, DateTime? settled) => new()
    {
        Id = Guid.NewGuid(),
        AccountId = Account,
        OldMail = "ancienne@exemple.test",
        NewMail = "nouvelle@exemple.test",
        UndoHash = Guid.NewGuid().ToByteArray(),
        State = state,
        RequestedAt = Clock.UtcNow,
        SettledAt = settled,
    };

    private static Session Session(SessionKind kind, DateTime expires, DateTime? ended) => new()
    {
        Id = Guid.NewGuid(),
        HandleHash = Guid.NewGuid().ToByteArray(),
        Kind = kind,
        HolderId = Account,
        Methods = "pwd",
        ExpiresAt = expires,
        EndedAt = ended,
    };

    private static AttemptCounter Counter(string key, DateTime at) => new() { Key = key, Failures = 1, WindowFailures = 1, WindowBeganAt = at, LastFailedAt = at };

    private Task<IReadOnlyDictionary<string, int>> RunAsync() => Retention.RunAsync(Cancellation);

    private async Task<List<(string, int)>> NonZeroAsync()
    {
        var counts = await RunAsync();
        Assert.All(await RunAsync(), count => Assert.Equal(0, count.Value));
        return [.. counts.Where(count => count.Value > 0).Select(count => (count.Key, count.Value))];
    }

    private async Task<(int Journeys, int Changes, int Sessions, int Counters)> CountAsync()
    {
        await using var db = Stores.Operational();
        await using var main = Stores.Main();
        return (
            await db.Set<ActivationState>().CountAsync(Cancellation) + await db.Set<PendingStep>().CountAsync(Cancellation),
            await main.Set<MailChange>().CountAsync(Cancellation),
            await db.Set<Session>().CountAsync(Cancellation),
            await db.Set<AttemptCounter>().CountAsync(Cancellation));
    }
}

public sealed class RetentionOnSqlite() : RetentionTests(Engine.Sqlite);

public sealed class RetentionOnPostgreSql() : RetentionTests(Engine.PostgreSql);
