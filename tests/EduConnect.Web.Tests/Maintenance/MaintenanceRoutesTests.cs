using System.Net;
using EduConnect.Core.Platform;
using EduConnect.Testing.Web;
using EduConnect.Web.Maintenance;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Tests.Hosting;
using EduConnect.Web.Tests.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Maintenance;

/// <summary>Every route that takes a form, in maintenance: either it stands in this list of what goes on, or it is refused kindly (rows #247 to #249).</summary>
[Trait("Row", "#249")]
public sealed class MaintenanceRoutesTests
{
    /// <summary>What answers a form during maintenance: it writes the operational store only. Add a line only for such a page, and mark it.</summary>
    private static readonly string[] GoesOn =
    [
        "/connexion/{profile:regex(^(responsable|eleve)$)}",
        "/connexion/eleve/code",
        "/deconnexion",
        "/erreur/{code:int}",
        "/franceconnect",
        "/identifiant-oublie/mail",
        "/identifiant-oublie/sms",
        "/mon-compte/sessions",
        "/agents/code",
        "/agents/connexion",
        "/agents/deconnexion",
        "/administration/{uai:length(8)}/{list:regex(^(eleves|eleves-exterieurs|representants-legaux|personnes-en-charge|responsables)$)}",
        "/administration/{uai:length(8)}/{list:regex(^(eleves|eleves-exterieurs|representants-legaux|personnes-en-charge|responsables)$)}/{account:guid}",
        "/administration/{uai:length(8)}/{list:regex(^(eleves|eleves-exterieurs|representants-legaux|personnes-en-charge|responsables)$)}/lister",
        "/depannage/{uai:length(8)}/{list:regex(^eleves$)}",
        "/depannage/{uai:length(8)}/{list:regex(^eleves$)}/{account:guid}/aider",
        "/depannage/{uai:length(8)}/{list:regex(^eleves$)}/codes",
        "/depannage/{uai:length(8)}/{list:regex(^eleves$)}/lister",
        "/exploitation/interrupteurs/{name:regex(^(franceconnect|informer|lister)$)}",
        "/exploitation/maintenance",
        "/exploitation/maintenance/{id:guid}/annuler",
        "/rapports-csp",
        OidcPaths.Authorize,
        OidcPaths.Introspection,
        OidcPaths.Logout,
        OidcPaths.Pushed,
        OidcPaths.Revocation,
        OidcPaths.SignOut,
        OidcPaths.Token,
        OidcPaths.UserInfo,
        SamlPaths.LogoutByPost,
        SamlPaths.SsoByPost,
    ];

    [Fact]
    public async Task What_goes_on_is_a_short_list_and_the_rest_is_refused()
    {
        await using var family = await Family.StartAsync();
        var routes = await FormsAsync(family.App);
        Assert.Equal(GoesOn.Order(StringComparer.Ordinal), routes.Where(route => route.IsMarked).Select(route => route.Pattern).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(routes.Count(route => !route.IsMarked), 10, 1000);

        family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(family.Clock.UtcNow, family.Clock.UtcNow.AddHours(2));
        using var browser = family.Browser();
        foreach (var (pattern, isMarked) in routes.Where(route => !route.Pattern.Contains("_patterns", StringComparison.Ordinal)))
        {
            var page = await browser.PostAsync(RouteAddress.Of(pattern), []);
            Assert.Equal((pattern, !isMarked), (pattern, page.Status == HttpStatusCode.ServiceUnavailable));
            if (!isMarked)
            {
                Assert.Contains("Cette action n’est pas possible pendant la maintenance", page.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Machines_get_a_bare_503_with_the_time_to_come_back()
    {
        await using var family = await Family.StartAsync();
        family.App.Services.GetRequiredService<ReadOnlyMode>().Plan(family.Clock.UtcNow, family.Clock.UtcNow.AddHours(2));
        using var browser = family.Browser();
        browser.Headers["Accept"] = "application/json";
        var answer = await browser.PostAsync("/mot-de-passe-oublie", []);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "7200", ""), (answer.Status, answer.Response.Headers.GetValues("Retry-After").Single(), answer.Body));
    }

    private static async Task<List<(string Pattern, bool IsMarked)>> FormsAsync(TestApp app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var found = new List<(string, bool)>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await loader.LoadAsync(page, endpoint.Metadata);
                if (compiled.HandlerMethods.Any(handler => handler.HttpMethod == "Post"))
                {
                    found.Add(("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), compiled.HandlerTypeInfo.IsDefined(typeof(WorksInMaintenanceAttribute), inherit: true)));
                }
            }
            else if (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            {
                found.Add(("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), endpoint.Metadata.GetMetadata<WorksInMaintenanceAttribute>() is not null));
            }
        }

        return found;
    }
}
