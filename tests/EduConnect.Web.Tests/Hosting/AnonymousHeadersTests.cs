using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Saml;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Page = EduConnect.Testing.Web.Page;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Every route of the application, asked by somebody who is not signed in: no answer without the headers of S-HD1 and S-HD2, whatever it says.</summary>
[Trait("Rule", "S-HD1")]
[Trait("Rule", "S-HD2")]
public sealed class AnonymousHeadersTests
{
    /// <summary>What says nothing about anybody and may be kept by a browser. Add a line only for such an address.</summary>
    private static readonly string[] MayBeKept = ["/assets/", "/aide/images/", OidcPaths.Discovery, OidcPaths.Keyset, SamlPaths.Metadata];

    [Fact]
    public async Task Every_answer_has_them()
    {
        await using var app = await TestApp.StartAsync(settings: "--Metrics:Key=une-cle-de-trente-deux-signes-au-moins");
        using var browser = app.Browser();
        browser.FollowRedirects = false;
        browser.Headers["Accept"] = "text/html";
        var routes = Routes(app);
        Assert.InRange(routes.Count, 100, 1000);
        List<string> wrong = [];
        foreach (var (method, pattern) in routes)
        {
            var address = RouteAddress.Of(pattern);
            var page = await browser.SendAsync(() => new HttpRequestMessage(method, new Uri(app.Address + address)) { Content = method == HttpMethod.Post ? new FormUrlEncodedContent([]) : null });
            wrong.AddRange(Missing(page, pattern).Select(fault => $"{method} {address} ({(int)page.Status}): {fault}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> Missing(Page page, string pattern)
    {
        (string Name, string Value)[] everywhere = [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Content-Security-Policy", "default-src 'none'")];
        (string Name, string Value)[] onPages =
        [
            ("Content-Security-Policy", "frame-ancestors 'none'"), ("Content-Security-Policy", "base-uri 'none'"), ("Permissions-Policy", "camera=()"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ];
        foreach (var (name, value) in pattern.StartsWith("/assets/", StringComparison.Ordinal) ? everywhere : [.. everywhere, .. onPages])
        {
            if (!Header(page, name).Contains(value, StringComparison.Ordinal))
            {
                yield return $"{name} is '{Header(page, name)}'";
            }
        }

        if (page.Response.Headers.Contains("Server"))
        {
            yield return "names its server";
        }

        if (!Header(page, "Cache-Control").Contains("no-store", StringComparison.Ordinal) && !MayBeKept.Any(kept => pattern.StartsWith(kept, StringComparison.Ordinal)))
        {
            yield return $"may be kept: '{Header(page, "Cache-Control")}'";
        }
    }

    private static string Header(Page page, string name) => page.Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : string.Empty;

    private static List<(HttpMethod Method, string Pattern)> Routes(TestApp app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => Methods(endpoint).Select(method => (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))))
            .Where(route => !route.Item2.Contains("_patterns", StringComparison.Ordinal)).Distinct(),
    ];

    private static IEnumerable<HttpMethod> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
        ? [HttpMethod.Get, HttpMethod.Post]
        : (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new HttpMethod(method));
}
