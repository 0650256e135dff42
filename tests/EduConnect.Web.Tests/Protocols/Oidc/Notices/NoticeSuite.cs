using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Testing.Storage;
using EduConnect.Web.Protocols.Oidc.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.Notices;

/// <summary>What a receiver answers.</summary>
public sealed record Reply(HttpStatusCode Status, string Body = "", string Type = "application/json");

/// <summary>The receivers of services, as the provider meets them: what they were told, and what they answer.</summary>
public sealed class Receivers : HttpMessageHandler
{
    /// <summary>The tokens received, by address.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Received { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers other than 202, by address.</summary>
    public ConcurrentDictionary<string, Reply> Replies { get; } = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.ToString();
        Assert.Equal((HttpMethod.Post, "application/secevent+jwt", "application/json"), (request.Method, request.Content!.Headers.ContentType!.ToString(), request.Headers.Accept.ToString()));
        Received.GetOrAdd(address, _ => new()).Enqueue(await request.Content.ReadAsStringAsync(cancellationToken));
        var reply = Replies.GetValueOrDefault(address, new(HttpStatusCode.Accepted));
        return new(reply.Status) { Content = new StringContent(reply.Body, Encoding.UTF8, reply.Type) };
    }
}

/// <summary>The provider, among receivers of services.</summary>
public sealed class NoticeFixture() : OidcHost(Engine.Sqlite)
{
    public Receivers Receivers { get; } = new();

    protected override void Configure(IServiceCollection services) =>
        services.AddHttpClient(NoticeCalls.HttpName).ConfigurePrimaryHttpMessageHandler(() => Receivers);
}

[CollectionDefinition(Name)]
public sealed class NoticeCollection : ICollectionFixture<NoticeFixture>
{
    public const string Name = "Notices of changes";
}

/// <summary>Words for tests of notices of changes.</summary>
public abstract class NoticeSuite(NoticeFixture fixture) : OidcSuite(fixture)
{
    protected Receivers Receivers => fixture.Receivers;

    /// <summary>A service that wants to be told of everything.</summary>
    protected Task<TestService> ListenerAsync(Action<Service>? change = null) => ServiceAsync(contract =>
    {
        (contract.NoticeUri, contract.NoticeEvents) = ($"https://{contract.ClientId}.example/told", NoticeEvents.All);
        change?.Invoke(contract);
    });

    /// <summary>A pupil who entered these services, and the subject the first one knows them by.</summary>
    protected async Task<(Account Account, string Subject)> VisitorAsync(params TestService[] services)
    {
        var pupil = await PupilAsync();
        using var browser = await SignedInAsync(pupil.Account!);
        List<string> subjects = [];
        foreach (var service in services)
        {
            subjects.Add(Token((await TokensAsync(browser, service))["id_token"]!).Subject);
        }

        return (pupil.Account!, subjects[0]);
    }

    /// <summary>Flags an account.</summary>
    protected async Task CompromiseAsync(Account account)
    {
        await using var main = App.Main();
        (await main.Set<Account>().SingleAsync(one => one.Id == account.Id, Cancellation)).Compromise();
        await main.SaveChangesAsync(Cancellation);
    }

    /// <summary>What a service has received once the worker has done what is due.</summary>
    protected async Task<string[]> ToldAsync(TestService service)
    {
        await App.Services.GetRequiredService<NoticeSender>().SendDueAsync(Cancellation);
        return Received(service);
    }

    protected string[] Received(TestService service) => Receivers.Received.TryGetValue(service.Contract.NoticeUri!, out var tokens) ? [.. tokens] : [];

    protected async Task<List<ChangeNotice>> LeftAsync(TestService service)
    {
        await using var main = App.Main();
        return await main.Set<ChangeNotice>().AsNoTracking().Where(notice => notice.ClientId == service.ClientId).ToListAsync(Cancellation);
    }
}
