using EduConnect.Browser.Tests.Site;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests;

/// <summary>What scripts add to a page that is open for a long time.</summary>
[Collection(nameof(SiteCollection))]
public sealed class ScriptTests(BrowserSite site)
{
    [Fact]
    public async Task Progress_follows_the_work_and_is_spoken_at_each_tenth()
    {
        await using var window = await site.OpenAsync();
        await window.Page.Clock.InstallAsync();
        var polls = 0;
        await window.Page.RouteAsync("**/_patterns/staff?running=true", async route =>
        {
            if (route.Request.ResourceType != "fetch")
            {
                await route.ContinueAsync();
                return;
            }

            polls++;
            var figures = polls < 3 ? "1 280 comptes traités sur 2 000" : "1 500 comptes traités sur 2 000";
            await route.FulfillAsync(new()
            {
                ContentType = "text/html",
                Body = $"<section id='job' data-poll='{(polls < 3 ? 64 : 75)}'><h2 data-figure>{figures}</h2></section>",
            });
        });
        await window.GoAsync("/_patterns/staff?running=true");
        var spoken = window.Page.Locator("#status");
        await window.Page.Clock.RunForAsync(2_100);
        await Assertions.Expect(window.Page.Locator("#job h2")).ToHaveTextAsync("1 280 comptes traités sur 2 000");
        await Assertions.Expect(spoken).ToHaveTextAsync("1 280 comptes traités sur 2 000");
        await window.Page.EvaluateAsync("document.getElementById('status').textContent = ''");
        await window.Page.Clock.RunForAsync(2_100);
        await Assertions.Expect(spoken).ToHaveTextAsync("");
        await window.Page.Clock.RunForAsync(2_100);
        await Assertions.Expect(spoken).ToHaveTextAsync("1 500 comptes traités sur 2 000");
    }

    [Fact]
    public async Task The_button_that_shows_a_password_keeps_its_word_whole_on_a_narrow_screen()
    {
        await using var window = await site.OpenAsync(width: 320);
        await window.GoAsync("/connexion/responsable");
        var lines = await window.Page.Locator(".reveal span").EvaluateAsync<int>("word => { const all = document.createRange(); all.selectNodeContents(word); return all.getClientRects().length; }");
        Assert.Equal(1, lines);
    }

    [Fact]
    public async Task End_of_the_session_is_announced_two_minutes_before_and_can_be_put_off()
    {
        await using var window = await site.OpenAsync();
        await window.Page.Clock.InstallAsync();
        await window.GoAsync("/_patterns");
        var notice = window.Page.Locator("[data-session]");
        await window.Page.GetByLabel("Identifiant").FillAsync("saisie gardée");
        await window.Page.Clock.RunForAsync((3600 - 125) * 1000);
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await window.Page.Clock.RunForAsync(10_000);
        await Assertions.Expect(notice).ToBeVisibleAsync();
        await window.CheckBothWidthsAsync();
        await window.Page.GetByText("Rester connecté").ClickAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();
        Assert.Equal("saisie gardée", await window.Page.GetByLabel("Identifiant").InputValueAsync());
    }
}
