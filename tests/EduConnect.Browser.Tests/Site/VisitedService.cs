using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>
/// A service on a site of its own that asks ÉduConnect who is there: families begin at its door and are to come back to it. It redeems the code it is given,
/// so a journey that ends here was let in by the token endpoint and not only by an address.
/// </summary>
internal sealed class VisitedService : IAsyncDisposable
{
    private const string Verifier = "a-verifier-long-enough-for-the-rule-of-43-signs-and-more";
    private readonly WebApplication _site;
    private readonly TestApp _app;
    private readonly string _clientId;
    private readonly string _secret;

    private VisitedService(TestApp app, WebApplication site, string address, string clientId, string secret) =>
        (_app, _site, Address, _clientId, _secret) = (app, site, address, clientId, secret);

    public string Address { get; }

    public static async Task<VisitedService> StartAsync(TestApp app)
    {
        var address = $"http://127.0.0.1:{LoopbackPorts.After(27_400, 1)[0]}";
        var clientId = "visited-" + Guid.NewGuid().ToString("N");
        var contract = new Service
        {
            Id = Guid.CreateVersion7(),
            ClientId = clientId,
            Name = "Espace numérique de travail",
            Sector = clientId + ".example",
            RedirectUris = [address + "/retour"],
            Scopes = ["openid", "profile"],
            Claims = [.. ClaimNames.All],
            CreatedAt = DateTime.UtcNow,
        };
        var (secret, reasons) = await app.WithAsync(services => services.GetRequiredService<AddService>().RunAsync(contract, Actor.Service, TestContext.Current.CancellationToken));
        Assert.Empty(reasons);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var service = new VisitedService(app, builder.Build(), address, clientId, secret!);
        service._site.MapGet("/", () => Html($"""<h1>Service</h1><a href="{service.AuthorizeAddress().Replace("&", "&amp;", StringComparison.Ordinal)}">Se connecter avec ÉduConnect</a>"""));
        service._site.MapGet("/retour", service.BackAsync);
        await service._site.StartAsync();
        return service;
    }

    /// <summary>Opens the service's door and follows its link, by keyboard.</summary>
    public async Task EnterAsync(IPage page)
    {
        await page.GotoAsync(Address);
        await page.ActivateAsync(page.GetByRole(AriaRole.Link));
    }

    /// <summary>The service has recognised somebody.</summary>
    public static Task RecognisedAsync(IPage page) => page.HeadingAsync("Vous êtes connecté au service");

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    private string AuthorizeAddress()
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return $"{_app.Address}/idp/profile/oidc/authorize?response_type=code&client_id={_clientId}&redirect_uri={Uri.EscapeDataString(Address + "/retour")}"
            + $"&scope=openid%20profile&state=st&nonce=n-{Guid.NewGuid():N}&code_challenge={challenge}&code_challenge_method=S256";
    }

    private async Task<IResult> BackAsync(string? code)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _app.Address + "/idp/profile/oidc/token");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_clientId}:{_secret}")));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code ?? string.Empty,
            ["redirect_uri"] = Address + "/retour",
            ["code_verifier"] = Verifier,
        });
        using var answer = await http.SendAsync(request);
        return Html(answer.IsSuccessStatusCode ? "<h1>Vous êtes connecté au service</h1>" : $"<h1>Refusé : {(int)answer.StatusCode}</h1>");
    }

    private static IResult Html(string body) => Results.Content($"<!doctype html><html lang=\"fr\"><title>Service</title>{body}", "text/html; charset=utf-8");
}
