using EduConnect.Browser.Tests.Site;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>At the door of a service that does not receive the person, and "Vos services" in Mon compte; both checked at both widths.</summary>
[Collection(nameof(SiteCollection))]
public sealed class ServiceJourneys(BrowserSite site)
{
    [Theory, Trait("Row", "#1")]
    [InlineData(Audience.Pupils, DegreeSet.Both, "est réservé aux élèves")]
    [InlineData(Audience.Everybody, DegreeSet.Both, "est réservé à certains établissements")]
    public async Task Guardian_is_turned_away_and_signs_in_as_somebody_else(Audience open, DegreeSet degrees, string words)
    {
        await using var window = await EnterAsync();
        var service = await ServiceAsync(open, degrees, open is Audience.Everybody ? ["0999999X"] : []);
        await window.GoAsync($"/idp/profile/oidc/authorize?client_id={service.ClientId}&redirect_uri=https%3A%2F%2Fservice.example%2Fretour&response_type=code&scope=openid&state=s&nonce=n");
        await window.OnPageAsync("Ce service n’est pas ouvert à votre compte");
        await Assertions.Expect(window.Page.GetByText(words)).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = $"Revenir à {service.Name}" })).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Se connecter avec un autre compte" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByLabel("Identifiant")).ToBeVisibleAsync();
        Assert.Equal(open is Audience.Pupils, window.Page.Url.Contains("/connexion/eleve", StringComparison.Ordinal));
    }

    [Fact, Trait("Row", "#15")]
    public async Task Guardian_sees_which_services_recognised_them()
    {
        var household = await Household.CreateAsync(site);
        await using var window = await EnterAsync(household);
        var service = await ServiceAsync(Audience.Everybody, DegreeSet.Both, []);
        await using (var operational = site.App.Operational())
        {
            site.App.Services.GetRequiredService<SignInJournal>().Note(operational, ServiceEntry.Code, household.Claire.Account.Id, "request", "192.0.2.1", ServiceEntry.Detail(service.ClientId));
            await operational.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await window.GoAsync("/mon-compte");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Vos services" }).ClickAsync();
        await window.OnPageAsync("Vos services");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = service.Name })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("1 connexion")).ToBeVisibleAsync();
    }

    // OpenID Connect RP-Initiated Logout 1.0 §2: without a hint the person is asked, and may stay.
    [Fact, Trait("Spec", "RP-Initiated Logout 2")]
    public async Task Guardian_is_asked_before_a_service_signs_them_out()
    {
        await using var window = await EnterAsync();
        var service = await ServiceAsync(Audience.Everybody, DegreeSet.Both, []);
        var leave = "/idp/profile/oidc/logout?client_id=" + service.ClientId;
        await window.GoAsync(leave);
        await window.OnPageAsync("Voulez-vous vous déconnecter ?");
        await Assertions.Expect(window.Page.GetByText($"{service.Name} demande votre déconnexion")).ToBeVisibleAsync();
        await window.Page.GetByText("Rester connecté").ClickAsync();
        await window.GoAsync("/mon-compte");
        await window.OnPageAsync("Mon compte");
        await window.GoAsync(leave);
        await window.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).PressAsync("Enter");
        await window.OnPageAsync("Vous êtes déconnecté");
        await window.GoAsync("/mon-compte");
        await Assertions.Expect(window.Page.GetByLabel("Identifiant")).ToBeVisibleAsync();
    }

    // OpenID Connect Core 1.0 §3.1.2.1: prompt=consent.
    [Fact, Trait("Spec", "OpenID Connect Core 3.1.2.1")]
    public async Task Guardian_is_asked_before_a_service_that_wants_it_recognises_them()
    {
        await using var window = await EnterAsync();
        var service = await ServiceAsync(Audience.Everybody, DegreeSet.Both, []);
        await window.GoAsync($"/idp/profile/oidc/authorize?client_id={service.ClientId}&redirect_uri=https%3A%2F%2Fservice.example%2Fretour&response_type=code&scope=openid&state=s&nonce=n&prompt=consent");
        await window.OnPageAsync("Autoriser la transmission de vos informations");
        await Assertions.Expect(window.Page.GetByText($"{service.Name} demande votre accord")).ToBeVisibleAsync();
    }

    // OAuth 2.0 Form Post Response Mode §2: the page goes on by its script; its form is held back, so that it can be looked at.
    [Fact, Trait("Spec", "Form Post Response Mode 2")]
    public async Task Guardian_is_taken_to_a_service_by_a_form()
    {
        await using var window = await EnterAsync();
        var service = await ServiceAsync(Audience.Everybody, DegreeSet.Both, []);
        window.Allow("https://service.example");
        await window.Page.RouteAsync("https://service.example/**", route => route.AbortAsync("aborted"));
        await window.Page.GotoAsync($"/idp/profile/oidc/authorize?client_id={service.ClientId}&redirect_uri=https%3A%2F%2Fservice.example%2Fretour&response_type=code&scope=openid&state=s&nonce=n&response_mode=form_post", new() { WaitUntil = WaitUntilState.Commit });
        await window.OnPageAsync("Vous êtes redirigé vers le service");
        await Assertions.Expect(window.Page.Locator("main").GetByRole(AriaRole.Button)).ToBeVisibleAsync();
    }

    // Domain 6.6: the services of a session are told of its end, and those that cannot be told are named.
    [Fact, Trait("Spec", "domain 6.6")]
    public async Task Guardian_signs_out_past_the_services_and_reads_which_stay_open()
    {
        var household = await Household.CreateAsync(site);
        await using var window = await EnterAsync(household);
        var service = await ServiceAsync(Audience.Everybody, DegreeSet.Both, [], saml: true);
        await using (var operational = site.App.Operational())
        {
            var session = await operational.Set<Session>().Where(one => one.HolderId == household.Claire.Account.Id && one.EndedAt == null).Select(one => one.Id).SingleAsync(TestContext.Current.CancellationToken);
            operational.Add(new SamlVisit { SessionId = session, ClientId = service.ClientId, NameId = "_x", EnteredAt = DateTime.UtcNow });
            await operational.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        // The page goes on by its script: held back, so that it can be looked at.
        await window.Page.RouteAsync("**/deconnexion/fin?**", route => route.AbortAsync("aborted"));
        await window.GoAsync("/deconnexion");
        await window.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).PressAsync("Enter");
        await window.OnPageAsync("Vous êtes déconnecté d’ÉduConnect");
        await window.Page.UnrouteAsync("**/deconnexion/fin?**");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Continuer", Exact = true }).ClickAsync();
        await window.OnPageAsync("Vous êtes déconnecté");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Ces services n’ont pas confirmé votre déconnexion" })).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText(service.Name)).ToBeVisibleAsync();
    }

    private async Task<Window> EnterAsync(Household? known = null)
    {
        var household = known ?? await Household.CreateAsync(site);
        await household.ActivateAsync(household.Claire.Account);
        var window = await site.OpenAsync();
        await window.GoAsync("/connexion/responsable");
        await window.Page.GetByLabel("Identifiant").FillAsync(household.Claire.Account.Username);
        await window.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(Household.GoodPassword);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await window.Page.WaitForURLAsync(address => !address.Contains("/connexion/", StringComparison.Ordinal));
        return window;
    }

    private async Task<Service> ServiceAsync(Audience open, DegreeSet degrees, string[] schools, bool saml = false)
    {
        var id = Guid.CreateVersion7();
        var service = new Service
        {
            Id = id,
            ClientId = "door-" + Guid.NewGuid().ToString("N"),
            Name = "Espace numérique des collèges et lycées du département",
            Sector = "service.example",
            RedirectUris = ["https://service.example/retour"],
            Scopes = ["openid"],
            Claims = [.. ClaimNames.All],
            Pkce = PkcePolicy.Optional,
            Audience = open,
            Degrees = degrees,
            Schools = schools,
            Saml = saml ? new SamlTerms { ServiceId = id, EntityId = $"urn:ent:{id:N}", Consumers = [new(0, "https://service.example/acs")] } : null,
            CreatedAt = DateTime.UtcNow,
        };
        await using var main = site.App.Main();
        main.Add(service);
        await main.SaveChangesAsync(TestContext.Current.CancellationToken);
        return service;
    }
}
