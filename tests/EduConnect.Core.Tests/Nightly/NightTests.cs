using EduConnect.Core.Accounts;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Nightly;

/// <summary>The nightly chain: what time alone brings about (domain §9), once a night, whatever happens in the middle.</summary>
public abstract class NightTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Deadlines Terms = new();

    private StoreFactory<MainDb> MainStore => new(Stores.Main);

    private ExpireAccounts Expiry => new(MainStore, Terms, Clock);

    private ForgetOldTexts Retention => new(MainStore, new StoreFactory<OperationalDb>(Stores.Operational), new RetentionOptions(), new DepositFolders(DepositFolder.Both(Stores.Folder, Clock)), Clock);

    [Fact, Trait("Rule", "S-GD1")]
    [Trait("Row", "#255")]
    public async Task Provisional_passwords_and_activations_nobody_finished_in_time_go_and_others_stay()
    {
        var now = Clock.UtcNow;
        var (late, fresh, begun, active) = await FourAsync(now);
        var counts = await Expiry.RunAsync(Cancellation);
        Assert.Equal((2, 1), (counts["passwords"], counts["activations"]));
        await using var db = Stores.Main();
        var accounts = await db.Set<Account>().AsNoTracking().ToDictionaryAsync(account => account.Id, Cancellation);
        Assert.Equal((AccountState.NotInformed, null), (accounts[late].State, accounts[late].ProvisionalMac));
        Assert.Equal(AccountState.Informed, accounts[fresh].State);
        Assert.NotNull(accounts[fresh].ProvisionalMac);
        Assert.Equal((AccountState.NotInformed, null, null), (accounts[begun].State, accounts[begun].PasswordHash, accounts[begun].Mail));
        Assert.Equal((AccountState.Activated, null), (accounts[active].State, accounts[active].ProvisionalMac));
        var audited = await db.Set<AuditEvent>().Select(row => new { row.Code, row.AccountId }).ToListAsync(Cancellation);
        Assert.Equal(3, audited.Count);
        Assert.Contains(audited, row => row.Code == ExpireAccounts.ActivationCode && row.AccountId == begun);
        Assert.All((await Expiry.RunAsync(Cancellation)).Values, count => Assert.Equal(0, count));
    }

    [Fact, Trait("Rule", "S-GD1")]
    public async Task Messages_sent_a_week_ago_go_and_what_waits_stays()
    {
        var now = Clock.UtcNow;
        await using (var operational = Stores.Operational())
        {
            operational.AddRange(
                Message(now.AddDays(-9), message => message.SentAt = now.AddDays(-8)), Message(now.AddDays(-9), message => message.FailedAt = now.AddDays(-8)),
                Message(now.AddDays(-9), _ => { }), Message(now.AddDays(-7), message => message.SentAt = now.AddDays(-6)));
            await operational.SaveChangesAsync(Cancellation);
        }

        var counts = await Retention.RunAsync(Cancellation);
        Assert.Equal(2, counts["messages"]);
        await using var texts = Stores.Operational();
        Assert.Equal(2, await texts.Set<OutboxMessage>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_night_is_put_on_the_list_once_between_its_hours_in_Paris()
    {
        Clock.MoveTo(new DateTimeOffset(2026, 11, 23, 1, 29, 0, TimeSpan.Zero));
        Assert.False(await Schedule.AddDueAsync(Cancellation));
        Clock.MoveTo(new DateTimeOffset(2026, 11, 23, 1, 30, 0, TimeSpan.Zero));
        var added = await Task.WhenAll(Schedule.AddDueAsync(Cancellation), Schedule.AddDueAsync(Cancellation), Schedule.AddDueAsync(Cancellation));
        Assert.Single(added, isAdded => isAdded);
        Assert.False(await Schedule.AddDueAsync(Cancellation));
        Clock.MoveTo(new DateTimeOffset(2026, 11, 24, 5, 0, 0, TimeSpan.Zero));
        Assert.False(await Schedule.AddDueAsync(Cancellation));
        Clock.MoveTo(new DateTimeOffset(2026, 11, 24, 4, 59, 0, TimeSpan.Zero));
        Assert.True(await Schedule.AddDueAsync(Cancellation));
    }

    [Fact]
    public async Task A_step_that_fails_is_told_and_the_others_are_done_and_the_report_is_kept()
    {
        Clock.MoveTo(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await Schedule.AddDueAsync(Cancellation);
        var night = new RunNight([new BrokenStep(), Retention], Stores.ReadOnly, Clock);
        Assert.NotNull(await new OperationRunner(MainStore, [new NightHandler(night, Mails())], Stores.ReadOnly, Clock).RunNextAsync(Cancellation));
        await using var db = Stores.Main();
        var operation = await db.Set<Operation>().SingleAsync(Cancellation);
        Assert.Equal(OperationState.Done, operation.State);
        var report = NightReport.Read(operation.Outcome!);
        Assert.False(report.IsComplete);
        Assert.Equal(["broken", "retention"], report.Steps.Select(step => step.Name));
        Assert.Equal("InvalidOperationException: no way", report.Steps[0].Error);
        Assert.Null(report.Steps[1].Error);
    }

    [Fact]
    public async Task A_night_killed_in_the_middle_keeps_the_reports_of_the_steps_that_were_over()
    {
        Clock.MoveTo(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await FourAsync(Clock.UtcNow);
        await Schedule.AddDueAsync(Cancellation);
        using (var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            var night = new RunNight([Expiry, new BrokenStep(), new KilledStep(killed.Cancel)], Stores.ReadOnly, Clock);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new OperationRunner(MainStore, [new NightHandler(night, Mails())], Stores.ReadOnly, Clock).RunNextAsync(killed.Token));
        }

        Clock.Advance(OperationProgress.Lease + TimeSpan.FromSeconds(1));
        var again = new RunNight([Expiry, new BrokenStep(), new KilledStep(() => { })], Stores.ReadOnly, Clock);
        Assert.NotNull(await new OperationRunner(MainStore, [new NightHandler(again, Mails("exploitation@exemple.test"))], Stores.ReadOnly, Clock).RunNextAsync(Cancellation));
        await using var db = Stores.Main();
        var operation = await db.Set<Operation>().SingleAsync(Cancellation);
        Assert.Equal((OperationState.Done, 2, 3, 3), (operation.State, operation.Attempts, operation.Done, operation.Total));
        var report = NightReport.Read(operation.Outcome!);
        Assert.Equal(["deadlines", "broken", "killed"], report.Steps.Select(step => step.Name));
        Assert.Equal((2, 1), (report.Steps[0].Counts["passwords"], report.Steps[0].Counts["activations"]));
        Assert.Equal([true, false, true], report.Steps.Select(step => step.IsDone));
        var mail = await db.Set<OutboxMessage>().SingleAsync(message => message.Recipient == "exploitation@exemple.test", Cancellation);
        Assert.Contains("2 mots de passe provisoires et 1 activations arrivés à leur terme", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_stops_what_is_made_from_it_and_operators_are_told_once_by_mail()
    {
        Clock.MoveTo(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));
        await Schedule.AddDueAsync(Cancellation);
        var night = new RunNight([new BrokenStep(), new DependentStep(), Retention], Stores.ReadOnly, Clock);
        var told = new List<int>();
        var report = await night.RunAsync(null, Cancellation, (over, _) => { told.Add(over.Count); return Task.CompletedTask; });
        Assert.Equal([1, 2, 3], told);
        Assert.Equal([(false, null), (false, "broken"), (true, null)], report.Steps.Select(step => (step.IsDone, step.LeftOutFor)));
        Assert.True((await night.RunAsync("dependent", Cancellation)).IsComplete);

        Guid id;
        await using (var db = Stores.Main())
        {
            id = await db.Set<Operation>().Select(operation => operation.Id).SingleAsync(Cancellation);
        }

        var mails = Mails("exploitation@exemple.test", " exploitation@exemple.test", "none", "second@exemple.test");
        await mails.WriteAsync(id, report, Cancellation);
        await mails.WriteAsync(id, NightReport.Read(report.Write()), Cancellation);
        await using var written = Stores.Main();
        var messages = await written.Set<OutboxMessage>().OrderBy(message => message.Recipient).ToListAsync(Cancellation);
        Assert.Equal(["exploitation@exemple.test", "second@exemple.test"], messages.Select(message => message.Recipient));
        Assert.All(messages, message => Assert.Equal("[EduConnect] Rapport de la nuit du 23/11/2026 (étapes faites : 1 sur 3)", message.Subject));
        Assert.Contains("broken a échoué (InvalidOperationException).", messages[0].Text, StringComparison.Ordinal);
        Assert.Contains("dependent n’a pas été fait, car broken a échoué.", messages[0].Text, StringComparison.Ordinal);
        Assert.Contains("0 messages, 0 démarches", messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no way", messages[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mail_has_a_line_for_every_step_with_every_figure_it_names()
    {
        var names = new[] { "imports", "matching", "usernames", "deadlines", "purge", "retention", "audit", "statistics", "meteostats" };
        var figures = new[] { "passwords", "activations", "given", "waiting", "pupils", "guardians", "records", "late", "messages", "journeys", "links", "sessions", "entries", "counters", "sealed", "seals", "erased", "schools", "figures", "territories", "compared", "found", "dropped", "undecided", "exports", "deposits", "read", "written", "refused", "held" }
            .Select((figure, i) => (figure, Count: 1000 + i)).ToDictionary(one => one.figure, one => one.Count);
        var report = new NightReport([.. names.Select(name => new NightStepReport(name, figures, 1.5, null))]);
        var mail = Core.Platform.Outbox.MailText.Compose("night-report", NightReportMails.Values(report, new DateTime(2026, 11, 23, 3, 0, 0, DateTimeKind.Utc)), [.. report.Steps.Select(NightReportMails.Row)]);
        Assert.Equal(names.Length, mail.Text.Split("(1,5 s)").Length - 1);
        Assert.Contains("dépôts d’annuaire effacés", mail.Text, StringComparison.Ordinal);
        Assert.Equal("[EduConnect] Rapport de la nuit du 23/11/2026 (étapes faites : 9 sur 9)", mail.Subject);
    }

    [Fact, Trait("Rule", "S-MT3")]
    public async Task Maintenance_stops_the_night_before_the_next_step()
    {
        Stores.ReadOnly.Plan(Clock.UtcNow.AddHours(-1), Clock.UtcNow.AddDays(1));
        var mode = new ReadOnlyMode(Clock);
        mode.Plan(Clock.UtcNow.AddMinutes(-1), Clock.UtcNow.AddMinutes(1));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => new RunNight([Retention], mode, Clock).RunAsync(null, Cancellation));
    }

    private NightSchedule Schedule => new(MainStore, Stores.Provider, new NightOptions(), new ReadOnlyMode(Clock), Clock);

    private async Task<(Guid Late, Guid Fresh, Guid Begun, Guid Active)> FourAsync(DateTime now)
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var (late, fresh, active) = (data.Pupil(school).Account!, data.Pupil(school).Account!, data.Pupil(school).Account!);
        var begun = data.Guardian(data.Pupil(school)).Account;
        foreach (var (account, state, until) in new[] { (late, AccountState.Informed, now), (fresh, AccountState.Informed, now.AddSeconds(1)), (active, AccountState.Activated, now.AddDays(-1)) })
        {
            (account.State, account.ProvisionalMac, account.ProvisionalExpiresAt) = (state, [1, 2, 3], until);
        }

        (begun.State, begun.ActivationBegunAt, begun.PasswordHash, begun.Mail) = (AccountState.Activating, now - Terms.Activating, "hash", "claire@exemple.test");
        await data.SaveAsync();
        return (late.Id, fresh.Id, begun.Id, active.Id);
    }

    private static OutboxMessage Message(DateTime createdAt, Action<OutboxMessage> change)
    {
        var message = new OutboxMessage { Id = Guid.CreateVersion7(), Channel = Channel.Mail, Recipient = "v.delorme@exemple.test", Template = "test-message", Text = "Bonjour", CreatedAt = createdAt, DueAt = createdAt };
        change(message);
        return message;
    }

    private NightReportMails Mails(params string[] addresses)
    {
        var options = new NightOptions();
        foreach (var address in addresses)
        {
            options.TellTo.Add(address);
        }

        return new NightReportMails(MainStore, options, new OutboxWriter(new ServiceOptions(), Clock, new SystemRandomSource()), Clock);
    }

    private sealed class DependentStep : NightStep
    {
        public override string Name => "dependent";

        public override string? Needs => "broken";

        public override Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>());
    }

    private sealed class KilledStep(Action kill) : NightStep
    {
        public override string Name => "killed";

        public override Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
        {
            kill();
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult<IReadOnlyDictionary<string, int>>(new Dictionary<string, int>());
        }
    }

    private sealed class BrokenStep : NightStep
    {
        public override string Name => "broken";

        public override Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("no way");
    }
}

public sealed class NightOnSqlite() : NightTests(Engine.Sqlite);

public sealed class NightOnPostgreSql() : NightTests(Engine.PostgreSql);
