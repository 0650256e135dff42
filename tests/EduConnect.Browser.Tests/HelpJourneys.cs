using EduConnect.Browser.Tests.Site;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>Help for families who are stuck: by keyboard, without scripts, on a narrow screen.</summary>
[Collection(nameof(SiteCollection))]
public sealed class HelpJourneys(BrowserSite site)
{
    [Fact, Trait("Row", "#35"), Trait("Row", "#240")]
    public async Task From_the_sign_in_page_to_an_answer_by_keyboard_without_scripts()
    {
        await using var window = await site.OpenAsync(scripts: false);
        var page = window.Page;
        await window.GoAsync("/connexion/responsable");
        await page.GetByRole(AriaRole.Link, new() { Name = "Besoin d’aide ?" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Besoin d’aide");
        await page.GetByLabel("Recherche").FocusAsync();
        await page.Keyboard.TypeAsync("SMS PAS RECU");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        var question = page.Locator("details").Filter(new() { HasText = "Je ne reçois pas le SMS" });
        await Assertions.Expect(question).ToBeVisibleAsync();
        if (await question.GetAttributeAsync("open") is null)
        {
            await question.Locator("summary").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(question.GetByText("moins d’une minute")).ToBeVisibleAsync();
        await question.GetByRole(AriaRole.Link, new() { Name = "Lien vers cette réponse" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Je ne reçois pas le SMS");
    }

    [Fact]
    public async Task A_search_that_finds_nothing_says_what_to_do()
    {
        await using var window = await site.OpenAsync(width: 320);
        await window.GoAsync("/aide?q=zzzz");
        await Assertions.Expect(window.Page.GetByText("Essayez avec un seul mot")).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Trouver l’assistance de mon académie" }).ClickAsync();
        await window.OnPageAsync("Assistance des académies");
    }

    [Fact, Trait("Row", "#241"), Trait("Row", "#242")]
    public async Task An_academie_is_chosen_on_the_map_by_keyboard()
    {
        await using var window = await site.OpenAsync();
        var page = window.Page;
        await window.GoAsync("/aide/contacts");
        await window.CheckBothWidthsAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Versailles" }).First.FocusAsync();
        var plain = await FillAsync(page, "rennes");
        string? focused = null;
        for (var presses = 0; presses < 45 && focused != "/aide/contacts/rennes"; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            focused = await page.EvaluateAsync<string?>("() => document.activeElement.closest('.map') && document.activeElement.getAttribute('href')");
        }

        Assert.Equal("/aide/contacts/rennes", focused);
        Assert.NotEqual(plain, await FillAsync(page, "rennes"));
        await page.Keyboard.PressAsync("Enter");
        await window.OnPageAsync("Assistance de l’académie de Rennes");
    }

    [Fact]
    public async Task On_a_narrow_screen_the_list_comes_before_the_map()
    {
        await using var window = await site.OpenAsync(width: 320);
        await window.GoAsync("/aide/contacts");
        var list = await window.Page.Locator("ul.grid").BoundingBoxAsync();
        var map = await window.Page.Locator(".map").BoundingBoxAsync();
        Assert.True(list!.Y + list.Height <= map!.Y);
        await window.CheckAsync();
    }

    [Fact]
    public async Task The_page_with_the_map_weighs_at_most_a_hundred_kilobytes()
    {
        await using var window = await site.OpenAsync();
        var weight = 0;
        var requests = new List<IRequest>();
        window.Page.RequestFinished += (_, request) => requests.Add(request);
        await window.Page.GotoAsync("/aide/contacts", new() { WaitUntil = WaitUntilState.NetworkIdle });
        foreach (var request in requests)
        {
            var sizes = await request.SizesAsync();
            weight += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }

        Assert.InRange(weight, 40_000, 100_000);
    }

    [Theory]
    [InlineData("/mentions-legales", "Mentions légales")]
    [InlineData("/donnees-personnelles", "Données personnelles")]
    [InlineData("/accessibilite", "Accessibilité")]
    [InlineData("/aide/agents", "Aide pour les écoles et les établissements")]
    [InlineData("/aide", "Besoin d’aide")]
    [InlineData("/aide?q=SMS%20PAS%20RECU", "Besoin d’aide")]
    [InlineData("/aide/lien-perime", "Le lien du mail ne marche plus")]
    public async Task Pages_of_information_hold_true_at_both_widths(string address, string heading)
    {
        await using var window = await site.OpenAsync();
        await window.GoAsync(address);
        await window.OnPageAsync(heading);
    }

    private static Task<string> FillAsync(IPage page, string academie) =>
        page.EvaluateAsync<string>($"() => getComputedStyle(document.querySelector('.map a[href=\"/aide/contacts/{academie}\"] path')).fill");
}
