using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Outbox.Bounces;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>Mails that come back as delivery status notifications (RFC 3464): refused for good, the address is in error (domain 3.4, §17); anything else changes nothing.</summary>
[Trait("Row", "#257")]
public abstract class RecordBounceTests(Engine engine) : StorageSuite(engine)
{
    private const string Address = "zoe.martin@exemple.test";

    private readonly ServiceOptions _service = new();
    private Guid _message;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Stores.Main();
        var data = new TestData(db);
        var pupil = data.Pupil(data.School());
        pupil.Account!.Mail = Address;
        _message = Write(db, pupil.Account.Id);
        await data.SaveAsync();
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task An_address_refused_for_good_is_in_error(string lineEnd)
    {
        Assert.Equal(BounceOutcome.Marked, await TakeAsync(Text().ReplaceLineEndings(lineEnd)));
        Assert.True(await IsInErrorAsync());
    }

    [Fact, Trait("Rule", "S-AU1")]
    public async Task It_is_audited_once_however_often_its_mails_come_back()
    {
        Assert.Equal(BounceOutcome.Marked, await TakeAsync(Text()));
        Assert.Equal(BounceOutcome.Marked, await TakeAsync(Text()));
        await using var db = Stores.Main();
        var audited = await db.Set<AuditEvent>().SingleAsync(Cancellation);
        Assert.Equal(
            ("account.mail-in-error", ActorKind.System, await db.Set<Account>().Select(account => (Guid?)account.Id).SingleAsync(Cancellation), "a mail came back", Clock.UtcNow),
            (audited.Code, audited.ActorKind, audited.AccountId, audited.Detail, audited.At));
        await TakeAsync(Text(recipient: "directrice@exemple.test"));
        Assert.Equal(1, await db.Set<AuditEvent>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task So_is_that_of_a_mail_of_the_other_store_and_one_that_a_forwarder_names_as_the_original()
    {
        await using (var db = Stores.Operational())
        {
            await using var main = Stores.Main();
            _message = Write(db, await main.Set<Account>().Select(account => account.Id).SingleAsync(Cancellation));
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(BounceOutcome.Marked, await TakeAsync(Text(recipient: "autre@exemple.test").Replace("Action:", "Original-Recipient: RFC822;Zoe.Martin@exemple.test\nAction:", StringComparison.Ordinal)));
        Assert.True(await IsInErrorAsync());
    }

    [Theory]
    [InlineData("4.2.2", "failed", BounceOutcome.NotForGood)]
    [InlineData("5.1.1", "delayed", BounceOutcome.NotForGood)]
    [InlineData("2.0.0", "delivered", BounceOutcome.NotForGood)]
    public async Task What_waits_or_arrived_changes_nothing(string status, string action, BounceOutcome expected)
    {
        Assert.Equal(expected, await TakeAsync(Text(status, action)));
        Assert.False(await IsInErrorAsync());
    }

    [Fact]
    public async Task Who_does_not_know_the_mail_or_its_recipient_marks_nothing()
    {
        var text = Text();
        Assert.Equal(BounceOutcome.NotOurs, await TakeAsync(text.Replace(_message.ToString("N"), Guid.CreateVersion7().ToString("N"), StringComparison.Ordinal)));
        Assert.Equal(BounceOutcome.NotOurs, await TakeAsync(text.Replace("@educonnect.example>", "@ailleurs.test>", StringComparison.Ordinal)));
        Assert.Equal(BounceOutcome.NotOurs, await TakeAsync(text.Replace(_message.ToString("N"), "1' OR '1'='1", StringComparison.Ordinal)));
        Assert.Equal(BounceOutcome.OfNobody, await TakeAsync(Text(recipient: "directrice@exemple.test")));
        Assert.False(await IsInErrorAsync());
    }

    [Fact]
    public async Task An_address_that_was_changed_since_is_left_alone()
    {
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().ExecuteUpdateAsync(row => row.SetProperty(account => account.Mail, "nouvelle@exemple.test"), Cancellation);
        }

        Assert.Equal(BounceOutcome.OfNobody, await TakeAsync(Text()));
        Assert.False(await IsInErrorAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("Subject: Bonjour\n\nFinal-Recipient: rfc822; zoe.martin@exemple.test\nStatus: 5.1.1")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status\n\nnothing")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=\n\n--\n")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--a--")]
    [InlineData("Content-Type: multipart/reporter; report-type=delivery-status; boundary=a\n\n--a\n--a--")]
    public async Task Anything_else_is_said_to_be_no_notification(string text)
    {
        Assert.Equal(BounceOutcome.NotReadable, await TakeAsync(text));
        Assert.False(await IsInErrorAsync());
    }

    [Fact]
    public async Task What_is_cut_anywhere_never_fails_and_what_is_too_long_is_not_read()
    {
        var text = Text();
        for (var length = 0; length < text.LastIndexOf("Message-ID:", StringComparison.Ordinal); length += 7)
        {
            Assert.Equal(BounceOutcome.NotReadable, await TakeAsync(text[..length]));
        }

        Assert.Equal(BounceOutcome.TooLong, await TakeAsync(text + new string('x', RecordBounce.Longest)));
        Assert.False(await IsInErrorAsync());
    }

    [Fact, Trait("Rule", "S-MT3")]
    public async Task During_maintenance_nothing_is_marked()
    {
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddYears(-1), DateTime.UtcNow.AddYears(1));
        Stores.ReadOnly.Observe(isWritable: false);
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => TakeAsync(Text()));
    }

    private Guid Write(StoreDb db, Guid account) =>
        new OutboxWriter(_service, Clock, new SystemRandomSource()).Mail(db, Address, "test-message", new Dictionary<string, string> { ["Name"] = "Zoé" }, account).Id;

    private Task<BounceOutcome> TakeAsync(string text) =>
        new RecordBounce(new StoreFactory<MainDb>(Stores.Main), new StoreFactory<OperationalDb>(Stores.Operational), _service, Stores.ReadOnly, Clock).RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation);

    private async Task<bool> IsInErrorAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Account>().Select(account => account.MailInError).SingleAsync(Cancellation);
    }

    /// <summary>As a Postfix of today writes it.</summary>
    private string Text(string status = "5.1.1", string action = "failed", string recipient = Address) => $"""
        Return-Path: <>
        Date: Fri, 20 Nov 2026 10:00:00 +0100 (CET)
        From: MAILER-DAEMON@mx.exemple.test (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: ne-pas-repondre@educonnect.example
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="4F1C2A0042.1795165200/mx.exemple.test"
        Content-Transfer-Encoding: 8bit
        Message-Id: <20261120090000.4F1C2A0042@mx.exemple.test>

        This is a MIME-encapsulated message.

        --4F1C2A0042.1795165200/mx.exemple.test
        Content-Description: Notification
        Content-Type: text/plain; charset=utf-8

        <{recipient}>: host mx.exemple.test said: 550 5.1.1 unknown

        --4F1C2A0042.1795165200/mx.exemple.test
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.exemple.test
        Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0100 (CET)

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: Recipient address rejected:
            User unknown

        --4F1C2A0042.1795165200/mx.exemple.test
        Content-Description: Undelivered Message
        Content-Type: message/rfc822
        Content-Transfer-Encoding: 8bit

        From: ne-pas-repondre@educonnect.example
        To: {recipient}
        Subject: =?utf-8?B?VmFsaWRleg==?=
        Message-ID: <{_message:N}@educonnect.example>
        Content-Type: text/plain; charset=utf-8

        {new string('a', 500)}

        --4F1C2A0042.1795165200/mx.exemple.test--

        """;
}

/// <summary>Over the embedded engine.</summary>
public sealed class RecordBounceOnSqlite() : RecordBounceTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class RecordBounceOnPostgreSql() : RecordBounceTests(Engine.PostgreSql);
