using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

public abstract class OutboxSenderTests(Engine engine) : StorageSuite(engine)
{
    private readonly RecordingTransport _relay = new();

    [Fact]
    [Trait("Rule", "S-EN3")]
    public async Task A_message_is_sent_once_and_the_row_for_nobody_never()
    {
        await AddAsync("a@example.org");
        await using (var db = Stores.Operational())
        {
            Writer.Nothing(db, "none");
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(1, await Sender.SendDueAsync(Cancellation));
        Assert.Equal(0, await Sender.SendDueAsync(Cancellation));
        Assert.Equal(["a@example.org"], _relay.Recipients);
    }

    [Fact]
    public async Task A_relay_that_is_not_ready_is_asked_again_later_and_the_message_survives()
    {
        await AddAsync("a@example.org");
        _relay.Answer = new DeliveryResult(Delivery.TryAgain, "451 later");
        await Sender.SendDueAsync(Cancellation);
        Assert.Equal(0, await Sender.SendDueAsync(Cancellation));
        _relay.Answer = new DeliveryResult(Delivery.Accepted);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await Sender.SendDueAsync(Cancellation));
        Assert.Equal(2, _relay.Recipients.Count);
        Assert.NotNull((await SingleAsync()).SentAt);
    }

    [Fact]
    public async Task An_address_refused_for_good_is_marked_in_error()
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var pupil = data.Pupil(data.School());
            pupil.Account!.Mail = "gone@example.org";
            Writer.Mail(db, "gone@example.org", "test-message", Values, pupil.Account.Id);
            await data.SaveAsync();
        }

        _relay.Answer = new DeliveryResult(Delivery.RefusedForGood, "550 no such user");
        await Sender.SendDueAsync(Cancellation);
        await using var check = Stores.Main();
        Assert.True((await check.Set<Account>().SingleAsync(Cancellation)).MailInError);
        var audited = await check.Set<AuditEvent>().SingleAsync(Cancellation);
        Assert.Equal(("account.mail-in-error", "refused by the relay"), (audited.Code, audited.Detail));
        Assert.NotNull((await check.Set<OutboxMessage>().SingleAsync(Cancellation)).FailedAt);
    }

    /// <summary>What the operational store sends during a maintenance is marked in main once it is over: once, whatever stops in between, and only while the address is theirs.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "S-MT1"), Trait("Row", "#250")]
    public async Task An_address_refused_for_good_during_maintenance_is_marked_afterwards(bool isStillTheirs)
    {
        Guid id;
        await using (var main = Stores.Main())
        {
            var data = new TestData(main);
            var account = data.Guardian(data.Pupil(data.School())).Account;
            (id, account.Mail) = (account.Id, "gone@example.org");
            await data.SaveAsync();
        }

        await using (var db = Stores.Operational())
        {
            Writer.Mail(db, "gone@example.org", "test-message", Values, id);
            await db.SaveChangesAsync(Cancellation);
        }

        _relay.Answer = new DeliveryResult(Delivery.RefusedForGood, "550 no such user");
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        await Sender.SendDueAsync(Cancellation);
        Assert.NotNull((await SingleAsync()).FailedAt);
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1));
        if (!isStillTheirs)
        {
            await using var main = Stores.Main();
            await main.Set<Account>().Where(account => account.Id == id).ExecuteUpdateAsync(set => set.SetProperty(account => account.Mail, "new@example.org"), Cancellation);
        }

        for (var again = 0; again < 2; again++)
        {
            await using var main = Stores.Main();
            await using var operational = Stores.Operational();
            Assert.Equal(1, await new DrainJournal(main, operational, Clock).RunAsync(Cancellation));
            await operational.Set<JournalEntry>().ExecuteUpdateAsync(set => set.SetProperty(entry => entry.DrainedAt, (DateTime?)null), Cancellation);
        }

        await using var check = Stores.Main();
        Assert.Equal(isStillTheirs, await check.Set<Account>().Where(account => account.Id == id).Select(account => account.MailInError).SingleAsync(Cancellation));
        var audited = await check.Set<AuditEvent>().OrderBy(audit => audit.Code).ToListAsync(Cancellation);
        Assert.Equal(isStillTheirs ? ["account.mail-in-error", "mail.refused-late"] : ["mail.refused-late"], audited.Select(audit => audit.Code));
        Assert.All(audited, audit => Assert.Equal((ActorKind.System, id), (audit.ActorKind, audit.AccountId!.Value)));
        Assert.All(audited, audit => Assert.DoesNotContain("gone@", audit.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_is_never_sent_late()
    {
        await AddAsync("a@example.org", TimeSpan.FromMinutes(30));
        Clock.Advance(TimeSpan.FromMinutes(31));
        await Sender.SendDueAsync(Cancellation);
        Assert.Empty(_relay.Recipients);
        Assert.NotNull((await SingleAsync()).FailedAt);
    }

    [Theory]
    [InlineData(Delivery.Accepted)]
    [InlineData(Delivery.TryAgain)]
    [Trait("Rule", "S-RC1")]
    public async Task A_mail_waits_sealed_and_keeps_no_words_once_it_is_sent(Delivery answer)
    {
        _relay.Answer = new DeliveryResult(answer);
        await AddSealedAsync(Secrets);
        var waiting = await SingleAsync();
        Assert.All(new[] { waiting.Text, waiting.Html! }, words => Assert.StartsWith("sealed:", words, StringComparison.Ordinal));
        await Sender.SendDueAsync(Cancellation);
        Assert.Contains("Zoé <b>&*_", Assert.Single(_relay.Texts), StringComparison.Ordinal);
        var row = await SingleAsync();
        Assert.Equal(answer == Delivery.Accepted ? (string.Empty, null) : (waiting.Text, waiting.Html), (row.Text, row.Html));
        Assert.True(Secrets.Open(waiting));
        Assert.Contains("Zoé &lt;b&gt;", waiting.Html!, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "S-RC1")]
    public async Task A_mail_whose_key_is_gone_is_given_up_and_says_nothing_of_the_address()
    {
        await using (var main = Stores.Main())
        {
            var data = new TestData(main);
            var account = data.Guardian(data.Pupil(data.School())).Account;
            account.Mail = "a@example.org";
            await data.SaveAsync();
            await AddSealedAsync(new SecretTexts(new SealedBytes(new KeyRing(Path.Combine(Stores.Folder, "other"), Clock, new SystemRandomSource()), new SystemRandomSource())), account.Id);
        }

        await Sender.SendDueAsync(Cancellation);
        Assert.Empty(_relay.Recipients);
        Assert.NotNull((await SingleAsync()).FailedAt);
        await using var check = Stores.Main();
        Assert.False(await check.Set<Account>().AnyAsync(account => account.MailInError, Cancellation));
    }

    private async Task AddSealedAsync(SecretTexts secrets, Guid? account = null)
    {
        await using var db = Stores.Operational();
        secrets.Seal(Writer.Mail(db, "a@example.org", "test-message", Values, account));
        await db.SaveChangesAsync(Cancellation);
    }

    [Fact]
    public async Task Two_workers_do_not_send_the_same_message_twice()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync($"a{i}@example.org");
        }

        await Task.WhenAll(Sender.SendDueAsync(Cancellation), Sender.SendDueAsync(Cancellation));
        Assert.Equal(20, _relay.Recipients.Count);
        Assert.Equal(20, _relay.Recipients.Distinct().Count());
    }

    private static Dictionary<string, string> Values => new() { ["Name"] = "Zoé <b>&*_" };

    private OutboxWriter Writer => new(new ServiceOptions(), Clock, new SystemRandomSource());

    private OutboxSender Sender => new(
        new Factory<MainDb>(Stores.Main), new Factory<OperationalDb>(Stores.Operational), [_relay], Stores.ReadOnly, Secrets, Clock, new SystemRandomSource());

    private SecretTexts Secrets => new(new SealedBytes(new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, new SystemRandomSource()), new SystemRandomSource()));

    private async Task AddAsync(string recipient, TimeSpan? validFor = null)
    {
        await using var db = Stores.Operational();
        Writer.Mail(db, recipient, "test-message", Values, validFor: validFor);
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<OutboxMessage> SingleAsync()
    {
        await using var db = Stores.Operational();
        return await db.Set<OutboxMessage>().SingleAsync(Cancellation);
    }

    private sealed class RecordingTransport : IMessageTransport
    {
        private readonly Lock _lock = new();

        public Channel Channel => Channel.Mail;

        public DeliveryResult Answer { get; set; } = new(Delivery.Accepted);

        public List<string> Recipients { get; } = [];

        public List<string> Texts { get; } = [];

        public Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Recipients.Add(message.Recipient);
                Texts.Add(message.Text);
            }

            return Task.FromResult(Answer);
        }
    }

    private sealed class Factory<TDb>(Func<TDb> create) : IDbContextFactory<TDb>
        where TDb : DbContext
    {
        public TDb CreateDbContext() => create();
    }
}

public sealed class OutboxSenderOnSqlite() : OutboxSenderTests(Engine.Sqlite);

public sealed class OutboxSenderOnPostgreSql() : OutboxSenderTests(Engine.PostgreSql);
