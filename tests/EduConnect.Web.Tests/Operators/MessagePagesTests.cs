using System.Net;
using EduConnect.Core.Agents;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.Administration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Operators;

/// <summary>Failed and waiting messages on the operators' page: counted, masked, put back once, with their trail.</summary>
public abstract class MessagePagesTests(Engine engine) : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
    private TestApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(engine, clock: _clock);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task They_are_counted_and_listed_without_words_or_addresses()
    {
        var now = _clock.UtcNow;
        await SaveAsync(_app.Main(), Failed("claire.dupont@exemple.test", "confirm-address", one => one.LastError = "550 <claire.dupont@exemple.test>: no such user, call 01 23 45 67 89"));
        await SaveAsync(_app.Operational(), Failed("claire.dupont@exemple.test", "confirm-address"), Failed("+33612345678", "code", one => (one.Channel, one.ExpiresAt) = (Channel.Sms, now.AddMinutes(-1))));
        using var agent = await SignInAsync();
        var page = await agent.GetAsync("/exploitation/messages");
        Assert.Equal(["confirm-address Mail En échec 2 moins d’une minute", "code SMS En échec 1 moins d’une minute"], page.Document.QuerySelectorAll("main table")[0].QuerySelectorAll("tbody tr").Select(Words));
        Assert.Equal(3, page.Document.QuerySelectorAll("main table")[1].QuerySelectorAll("tbody tr").Length);
        Assert.Equal(2, page.Document.QuerySelectorAll("input[name=m]").Length);
        Assert.Contains("trop tard pour l’envoyer", page.Text, StringComparison.Ordinal);
        Assert.Contains("c•••@e•••.test", page.Text, StringComparison.Ordinal);
        Assert.Contains("550 <•••>: no such user, call •••", page.Text, StringComparison.Ordinal);
        foreach (var secret in (string[])["claire", "exemple.test", "612345678", "the words", "01 23 45"])
        {
            Assert.DoesNotContain(secret, page.Body, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Those_ticked_are_put_back_once_and_each_store_tells_who_did_it()
    {
        var (one, two, three) = (Failed("a@b.test", "confirm-address"), Failed("c@d.test", "confirm-address"), Failed("e@f.test", "recovery"));
        await SaveAsync(_app.Main(), one, two);
        await SaveAsync(_app.Operational(), three);
        using var agent = await SignInAsync();
        var confirm = await agent.GetAsync($"/exploitation/messages/remettre?m={one.Id}&m={three.Id}&m={Guid.NewGuid()}");
        Assert.Equal(2, confirm.Document.QuerySelectorAll("input[name=m]").Length);
        Assert.Contains("2 messages sont remis en file.", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Contains("Aucun message n’était à remettre en file.", (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Text, StringComparison.Ordinal);
        Assert.Equal([two.Id], await FailedIdsAsync());
        var audited = await AuditAsync();
        Assert.Equal(2, audited.Count);
        Assert.All(audited, audit => Assert.Equal((ActorKind.Operator, OperatorOf(audit.Detail)), (audit.ActorKind, audit.ActorId)));
        Assert.DoesNotContain(audited, audit => audit.Detail.Contains("b.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_that_failed_are_put_back_but_those_that_came_too_late_and_those_being_tried()
    {
        var now = _clock.UtcNow;
        await SaveAsync(_app.Main(), [.. Enumerable.Range(0, 60).Select(number => Failed($"p{number}@b.test", "confirm-address"))]);
        await SaveAsync(
            _app.Operational(), Failed("+33612345678", "code", one => (one.Channel, one.ExpiresAt, one.CreatedAt) = (Channel.Sms, now, now.AddHours(-1))),
            Failed("x@y.test", "recovery", one => (one.FailedAt, one.DueAt, one.CreatedAt) = (null, now.AddMinutes(4), now.AddHours(-1))));
        using var agent = await SignInAsync();
        Assert.Equal(50, (await agent.GetAsync("/exploitation/messages")).Document.QuerySelectorAll("input[name=m]").Length);
        Assert.Equal(10, (await agent.GetAsync("/exploitation/messages?page=2")).Document.QuerySelectorAll("input[name=m]").Length);
        var done = await agent.SubmitAsync(await agent.GetAsync("/exploitation/messages/remettre?tous=oui"), new Dictionary<string, string>());
        Assert.Contains("60 messages sont remis en file.", done.Text, StringComparison.Ordinal);
        Assert.Single(await FailedIdsAsync());
        Assert.Contains("\"count\":60", Assert.Single(await AuditAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_ticked_too_much_ticked_and_maintenance_are_refused_kindly()
    {
        await SaveAsync(_app.Main(), Failed("a@b.test", "confirm-address"));
        using var agent = await SignInAsync();
        var none = await agent.GetAsync("/exploitation/messages/remettre");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Contains("Cochez au moins un message.", none.Text, StringComparison.Ordinal);
        var many = string.Join('&', Enumerable.Range(0, 51).Select(_ => "m=" + Guid.NewGuid()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await agent.GetAsync("/exploitation/messages/remettre?" + many)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync("/exploitation/messages/remettre?m=pas-un-numero")).Status);
        var confirm = await agent.GetAsync("/exploitation/messages/remettre?tous=oui");
        _app.Services.GetRequiredService<ReadOnlyMode>().Plan(_clock.UtcNow, _clock.UtcNow.AddHours(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.SubmitAsync(confirm, new Dictionary<string, string>())).Status);
        Assert.Single(await FailedIdsAsync());
    }

    private Task<PageClient> SignInAsync() => AgentBrowser.SignInAsync(_app, "operator", new NewRight(AgentModule.Operations));

    private OutboxMessage Failed(string recipient, string template, Action<OutboxMessage>? more = null)
    {
        var now = _clock.UtcNow;
        var message = new OutboxMessage { Id = Guid.NewGuid(), Channel = Channel.Mail, Recipient = recipient, Template = template, Text = "the words", CreatedAt = now, DueAt = now, FailedAt = now, LastError = "no", Attempts = 12 };
        more?.Invoke(message);
        return message;
    }

    private static async Task SaveAsync(StoreDb db, params OutboxMessage[] messages)
    {
        await using var store = db;
        db.AddRange(messages.Cast<object>());
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<List<Guid>> FailedIdsAsync()
    {
        await using var main = _app.Main();
        await using var operational = _app.Operational();
        return
        [
            .. await main.Set<OutboxMessage>().Where(message => message.FailedAt != null).Select(message => message.Id).ToListAsync(Cancellation),
            .. await operational.Set<OutboxMessage>().Where(message => message.FailedAt != null).Select(message => message.Id).ToListAsync(Cancellation),
        ];
    }

    private async Task<List<AuditEvent>> AuditAsync()
    {
        await _app.WithAsync(services => services.GetRequiredService<DrainJournal>().RunAsync(Cancellation));
        await using var db = _app.Main();
        return await db.Set<AuditEvent>().AsNoTracking().Where(audit => audit.Code == RequeueMessages.RequeuedCode).ToListAsync(Cancellation);
    }

    private static string OperatorOf(string detail) => System.Text.Json.JsonDocument.Parse(detail).RootElement.GetProperty("operator").GetString()!;

    private static string Words(AngleSharp.Dom.IElement row) => string.Join(' ', row.Children.SelectMany(cell => cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}

/// <summary>Over the embedded engine.</summary>
public sealed class MessagePagesOnSqlite() : MessagePagesTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class MessagePagesOnPostgreSql() : MessagePagesTests(Engine.PostgreSql);
