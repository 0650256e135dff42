using EduConnect.Browser.Tests.Site;
using EduConnect.Web.Design;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Every element of the design system, alone: accessible in every state, narrow or wide, with or without scripts.</summary>
[Collection(nameof(SiteCollection))]
public sealed class PatternTests(BrowserSite site)
{
    [Theory]
    [InlineData("/_patterns", 1280)]
    [InlineData("/_patterns", 320)]
    [InlineData("/_patterns?error=true", 1280)]
    [InlineData("/_patterns?error=true", 320)]
    [InlineData("/_patterns/staff", 1280)]
    [InlineData("/_patterns/staff", 320)]
    [InlineData("/aide", 320)]
    [InlineData("/mentions-legales", 320)]
    [InlineData("/donnees-personnelles", 320)]
    [InlineData("/accessibilite", 320)]
    [InlineData("/cette-page-n-existe-pas", 320)]
    public async Task Page_is_accessible_and_fits_its_screen(string path, int width)
    {
        await using var window = await site.OpenAsync(width);
        await window.GoAsync(path);
        await window.CheckAsync();
    }

    [Theory]
    [InlineData("/_patterns")]
    [InlineData("/_patterns?error=true")]
    [InlineData("/_patterns/staff")]
    public async Task Without_scripts_nothing_is_shown_that_needs_them(string path)
    {
        await using var window = await site.OpenAsync(scripts: false);
        await window.GoAsync(path);
        foreach (var selector in new[] { "[data-reveal]", "[data-strength]", ".pick [data-all]", "[data-session]" })
        {
            foreach (var element in await window.Page.Locator(selector).AllAsync())
            {
                Assert.False(await element.IsVisibleAsync(), selector);
            }
        }
    }

    [Fact]
    public async Task Password_is_shown_on_demand_and_hidden_again_when_sent()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/_patterns");
        var field = window.Page.GetByLabel("Mot de passe", new() { Exact = true });
        var button = window.Page.Locator("[data-reveal='Input_Password']");
        await field.FillAsync("secret");
        await button.ClickAsync();
        Assert.Equal("text", await field.GetAttributeAsync("type"));
        Assert.Equal("true", await button.GetAttributeAsync("aria-pressed"));
        Assert.Equal("Votre mot de passe est affiché.", await window.Page.Locator("#status").TextContentAsync());
        await window.Page.EvaluateAsync("document.querySelector('main form').dispatchEvent(new Event('submit', { cancelable: true }))");
        Assert.Equal("password", await field.GetAttributeAsync("type"));
    }

    [Theory]
    [InlineData("aaaa", "Très faible")]
    [InlineData("motdepasse", "Faible")]
    [InlineData("Cheval7Bleu!Nuage42", "Très Fort")]
    public async Task Strength_of_a_password_is_said_in_words(string password, string words)
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/_patterns");
        var (field, told) = (window.Page.Locator("#Input_NewPassword"), window.Page.Locator(".strength span"));
        await Assertions.Expect(told).ToBeHiddenAsync();
        await field.FillAsync(password);
        await Assertions.Expect(told).ToHaveTextAsync("Force : " + words);
        await field.FillAsync("");
        await Assertions.Expect(told).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Error_summary_takes_the_focus_and_leads_to_the_fields_in_their_order()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/_patterns?error=true");
        Assert.StartsWith("Erreur : ", await window.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("erreurs", await window.Page.EvaluateAsync<string>("document.activeElement.id"));
        var targets = await window.Page.EvaluateAsync<int[]>(
            "[...document.querySelectorAll('#erreurs a')].map(a => document.querySelector(a.hash).getBoundingClientRect().top)");
        Assert.Equal(10, targets.Length);
        Assert.Equal(targets.Order(), targets);
        await window.Page.Locator("#erreurs a").First.ClickAsync();
        Assert.Equal("Input_Username", await window.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Selection_counts_people_and_not_rows()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/_patterns/staff");
        var count = window.Page.Locator("[data-count]");
        await window.Page.GetByLabel("Sélectionner ABADIE Lison").CheckAsync();
        Assert.Equal("4 représentants légaux sélectionnés sur 108", await count.TextContentAsync());
        await window.Page.GetByLabel("Sélectionner toutes les lignes de la page").CheckAsync();
        Assert.Equal("9 représentants légaux sélectionnés sur 108", await count.TextContentAsync());
    }

    [Fact]
    public async Task Focus_is_seen_on_every_element_reached_by_keyboard()
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync("/_patterns");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            var style = await window.Page.EvaluateAsync<string[]>(
                "() => { const e = document.activeElement, s = getComputedStyle(e); return [e.outerHTML.slice(0, 120), s.outlineStyle, s.outlineWidth]; }");
            if (style[0].StartsWith("<body", StringComparison.Ordinal))
            {
                break;
            }

            seen.Add(style[0]);
            Assert.True(style[1] == "solid" && style[2] == "3px", style[0]);
        }

        Assert.True(seen.Count > 30, $"only {seen.Count} elements were reached");
    }

    [Fact]
    public void Stylesheets_hold_nothing_of_the_states_and_reach_no_other_site()
    {
        var assets = site.App.Services.GetRequiredService<AssetStore>();
        foreach (var sheet in new[] { assets.ReadText("site.css"), assets.ReadText("staff.css") })
        {
            Assert.DoesNotContain("GDS Transport", sheet, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Marianne", sheet, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("crown", sheet, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("dsfr", sheet, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("//", sheet, StringComparison.Ordinal);
        }
    }
}
