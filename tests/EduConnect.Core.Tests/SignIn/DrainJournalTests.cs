using EduConnect.Core.Accounts;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.SignIn;

[Trait("Rule", "S-MT1")]
public abstract class DrainJournalTests(Engine engine) : StorageSuite(engine)
{
    private readonly IRandomSource _random = new SystemRandomSource();

    [Fact]
    public async Task Sign_ins_reach_main_once_with_audit_and_last_sign_in()
    {
        var account = await AccountAsync("old");
        var times = await JournalAsync(account, 3);
        Assert.Equal(3, await DrainAsync());
        Assert.Equal(0, await DrainAsync());

        await using var main = Stores.Main();
        var row = await main.Set<Account>().SingleAsync(one => one.Id == account, Cancellation);
        Assert.Equal((times[2], times[1]), (row.LastSignInAt, row.PreviousSignInAt));
        Assert.Equal(3, await main.Set<AuditEvent>().CountAsync(Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-AU3")]
    public async Task A_stop_between_both_stores_doubles_nothing()
    {
        var account = await AccountAsync("old");
        var times = await JournalAsync(account, 2);
        await DrainAsync();
        await using (var operational = Stores.Operational())
        {
            // As if the process had ended after main was committed and before the journal was marked.
            await operational.Set<JournalEntry>().ExecuteUpdateAsync(set => set.SetProperty(entry => entry.DrainedAt, (DateTime?)null), Cancellation);
        }

        await JournalAsync(account, 1);
        Assert.Equal(3, await DrainAsync());
        await using var main = Stores.Main();
        Assert.Equal(3, await main.Set<AuditEvent>().CountAsync(Cancellation));
        Assert.Equal(times[1], (await main.Set<Account>().SingleAsync(one => one.Id == account, Cancellation)).PreviousSignInAt);
    }

    [Fact]
    public async Task Two_workers_at_once_double_nothing()
    {
        var account = await AccountAsync("old");
        await JournalAsync(account, 40);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                await DrainAsync();
            }
            catch (Exception fault) when (Stores.Provider.IsUniqueViolation(fault) || fault.GetBaseException() is System.Data.Common.DbException)
            {
                // The other worker carries the same batch: its own comes again.
            }
        }));
        while (await DrainAsync() > 0)
        {
        }

        await using var main = Stores.Main();
        Assert.Equal(40, await main.Set<AuditEvent>().CountAsync(Cancellation));
    }

    [Theory]
    [InlineData("old", "better")]
    [InlineData("changed meanwhile", "changed meanwhile")]
    [Trait("Rule", "S-PW2")]
    public async Task A_better_hash_replaces_only_the_one_it_was_made_from(string present, string expected)
    {
        var account = await AccountAsync(present);
        await using (var operational = Stores.Operational())
        {
            operational.Add(new JournalEntry
            {
                Id = _random.NewId(),
                At = Clock.UtcNow,
                Code = SignInJournal.SucceededCode,
                AccountId = account,
                PasswordHash = "better",
                Detail = SignInJournal.Fingerprint("old"),
            });
            await operational.SaveChangesAsync(Cancellation);
        }

        await DrainAsync();
        await using var main = Stores.Main();
        Assert.Equal(expected, (await main.Set<Account>().SingleAsync(one => one.Id == account, Cancellation)).PasswordHash);
        await using var after = Stores.Operational();
        Assert.All(await after.Set<JournalEntry>().ToListAsync(Cancellation), entry => Assert.Null(entry.PasswordHash));
    }

    [Fact]
    public async Task Refusals_without_an_account_are_kept_too()
    {
        await using (var operational = Stores.Operational())
        {
            operational.Add(new JournalEntry { Id = _random.NewId(), At = Clock.UtcNow, Code = SignInJournal.RefusedCode, Network = "192.0.2.1" });
            await operational.SaveChangesAsync(Cancellation);
        }

        await DrainAsync();
        await using var main = Stores.Main();
        var audit = await main.Set<AuditEvent>().SingleAsync(Cancellation);
        Assert.Equal((SignInJournal.RefusedCode, "192.0.2.1", (Guid?)null), (audit.Code, audit.Network, audit.AccountId));
    }

    [Fact]
    [Trait("Row", "#250")]
    public async Task What_the_gateway_reports_during_maintenance_reaches_the_outbox_of_main_afterwards()
    {
        OutboxMessage message;
        await using (var db = Stores.Main())
        {
            message = new OutboxWriter(new ServiceOptions(), Clock, _random).Sms(db, "+33639980001", "mobile-changed", new Dictionary<string, string> { ["Username"] = "a.b", ["Date"] = "20/11/2026", ["Link"] = "https://guichet.example" });
            await db.SaveChangesAsync(Cancellation);
        }

        var at = Clock.UtcNow;
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        Assert.True(await ReportAsync(message.Id, DeliveryReport.Buffered));
        Assert.True(await ReportAsync(message.Id, DeliveryReport.Delivered));
        Assert.False(await ReportAsync(Guid.NewGuid(), DeliveryReport.Delivered));
        Clock.Advance(TimeSpan.FromHours(1));
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1));
        Assert.Equal(2, await DrainAsync());
        await using var main = Stores.Main();
        var kept = await main.Set<OutboxMessage>().SingleAsync(Cancellation);
        Assert.Equal((DeliveryReport.Delivered, at, (DateTime?)null), (kept.Report, kept.ReportedAt, kept.FailedAt));
        Assert.All(await main.Set<AuditEvent>().ToListAsync(Cancellation), audit => Assert.Equal((ActorKind.System, DeliveryReports.LateCode), (audit.ActorKind, audit.Code)));
    }

    private async Task<bool> ReportAsync(Guid message, DeliveryReport report)
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        return await new DeliveryReports(main, operational, Stores.ReadOnly, _random, Clock).KeepAsync(message, report, Cancellation);
    }

    private async Task<Guid> AccountAsync(string hash)
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var pupil = data.Pupil(data.School());
        pupil.Account!.PasswordHash = hash;
        await data.SaveAsync();
        return pupil.Account.Id;
    }

    private async Task<List<DateTime>> JournalAsync(Guid account, int count)
    {
        await using var operational = Stores.Operational();
        var journal = new SignInJournal(Clock, _random);
        var times = new List<DateTime>();
        for (var i = 0; i < count; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            times.Add(Clock.UtcNow);
            journal.Note(operational, SignInJournal.SucceededCode, account, "request", "192.0.2.1");
        }

        await operational.SaveChangesAsync(Cancellation);
        return times;
    }

    private async Task<int> DrainAsync()
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        return await new DrainJournal(main, operational, Clock).RunAsync(Cancellation);
    }
}

public sealed class DrainJournalOnSqlite() : DrainJournalTests(Engine.Sqlite);

public sealed class DrainJournalOnPostgreSql() : DrainJournalTests(Engine.PostgreSql);
