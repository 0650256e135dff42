using System.Collections.Concurrent;
using System.Net;
using EduConnect.Core.Federation.Registry;
using EduConnect.Testing.Storage;
using EduConnect.Web.Protocols.Oidc.Logout.BackChannel;
using EduConnect.Web.Tests.Protocols.Saml;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc.BackChannel;

/// <summary>The servers of services, as the provider meets them: what they were told, and what they answer.</summary>
public sealed class ServiceServers : HttpMessageHandler
{
    /// <summary>The tokens received, by address.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Received { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers other than 200, by address.</summary>
    public ConcurrentDictionary<string, HttpStatusCode> Answers { get; } = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.ToString();
        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken));
        Assert.Equal((HttpMethod.Post, "application/x-www-form-urlencoded", "logout_token"), (request.Method, request.Content.Headers.ContentType!.MediaType, Assert.Single(form).Key));
        Received.GetOrAdd(address, _ => new()).Enqueue(form["logout_token"]!);
        return new(Answers.GetValueOrDefault(address, HttpStatusCode.OK));
    }
}

/// <summary>The provider, among servers of services.</summary>
public sealed class BackChannelFixture() : OidcHost(Engine.Sqlite)
{
    public ServiceServers Servers { get; } = new();

    protected override void Configure(IServiceCollection services) =>
        services.AddHttpClient(BackChannelCalls.HttpName).ConfigurePrimaryHttpMessageHandler(() => Servers);
}

[CollectionDefinition(Name)]
public sealed class BackChannelCollection : ICollectionFixture<BackChannelFixture>
{
    public const string Name = "OpenID Connect back channel";
}

/// <summary>Words for tests of sign-out behind the browser's back.</summary>
public abstract class BackChannelSuite(BackChannelFixture fixture) : SamlSuite(fixture)
{
    protected ServiceServers Servers => fixture.Servers;

    /// <summary>A service that wants to be told.</summary>
    protected Task<TestService> ListenerAsync(Action<Service>? change = null) => ServiceAsync(contract =>
    {
        contract.BackChannelLogoutUri = $"https://{contract.ClientId}.example/told";
        change?.Invoke(contract);
    });

    /// <summary>What a service has received once the worker has done what is due.</summary>
    protected async Task<string[]> ToldAsync(TestService service)
    {
        await App.Services.GetRequiredService<BackChannelSender>().SendDueAsync(Cancellation);
        return Received(service);
    }

    protected string[] Received(TestService service) => Servers.Received.TryGetValue(service.Contract.BackChannelLogoutUri!, out var tokens) ? [.. tokens] : [];
}
