using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>
/// A service whose registered addresses all send the browser on to another site at once, as a gateway in front of several ones does. It speaks both protocols; what it
/// is told is not read, only that the browser arrives.
/// </summary>
internal sealed class RovingService : IAsyncDisposable
{
    private readonly WebApplication _site;

    private RovingService(WebApplication site, string door, Service contract) => (_site, Door, Contract) = (site, door, contract);

    /// <summary>The origin of the registered addresses.</summary>
    public string Door { get; }

    /// <summary>The contract.</summary>
    public Service Contract { get; }

    /// <summary>Where a sign-in begins, with what is added to it.</summary>
    public string Authorize(string more = "") =>
        $"/idp/profile/oidc/authorize?client_id={Contract.ClientId}&redirect_uri={Uri.EscapeDataString(Door + "/retour")}&response_type=code&scope=openid&state=s&nonce=n{more}";

    /// <summary>Where a sign-in by SAML begins.</summary>
    public string Unsolicited => "/idp/profile/SAML2/Unsolicited/SSO?providerId=" + Uri.EscapeDataString(Contract.Saml!.EntityId);

    /// <summary>Where a sign-out begins.</summary>
    public string SignOut => $"/idp/profile/oidc/logout?client_id={Contract.ClientId}&post_logout_redirect_uri={Uri.EscapeDataString(Door + "/parti")}";

    public static async Task<RovingService> StartAsync(TestApp app)
    {
        var ports = LoopbackPorts.After(27_700, 2);
        var (door, beyond) = ($"http://127.0.0.1:{ports[0]}", $"http://127.0.0.1:{ports[1]}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(door, beyond);
        var service = new RovingService(builder.Build(), door, Written(door));
        foreach (var path in new[] { "/retour", "/parti", "/acs" })
        {
            service._site.MapMethods(path, ["GET", "POST"], (HttpContext http) => Results.Redirect(beyond + "/arrivee?" + path[1..] + (HttpMethods.IsPost(http.Request.Method) ? "-post" : string.Empty)));
        }

        service._site.MapGet("/arrivee", (HttpContext http) => Results.Content($"<!doctype html><html lang=\"fr\"><title>Service</title><h1>Arrivé : {http.Request.QueryString.Value![1..]}</h1>", "text/html; charset=utf-8"));
        service._site.MapGet("/", () => Results.Content($"<!doctype html><html lang=\"fr\"><title>Service</title><h1>Service</h1><a href=\"{app.Address}{service.Authorize().Replace("&", "&amp;", StringComparison.Ordinal)}\">Entrer</a>", "text/html; charset=utf-8"));
        await service._site.StartAsync();
        await using var main = app.Main();
        main.Add(service.Contract);
        await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        return service;
    }

    /// <summary>The browser is on the third site, past this address of the service.</summary>
    public static Task ArrivedAsync(IPage page, string by) => page.HeadingAsync("Arrivé : " + by);

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    private static Service Written(string door)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            Id = id,
            ClientId = "roving-" + id.ToString("N"),
            Name = "Portail des services du département",
            Sector = "service.example",
            RedirectUris = [door + "/retour"],
            PostLogoutRedirectUris = [door + "/parti"],
            Scopes = ["openid"],
            Claims = [.. ClaimNames.All],
            Pkce = PkcePolicy.Optional,
            Saml = new() { ServiceId = id, EntityId = $"urn:roving:{id:N}", Consumers = [new(0, door + "/acs")] },
            CreatedAt = DateTime.UtcNow,
        };
    }
}
