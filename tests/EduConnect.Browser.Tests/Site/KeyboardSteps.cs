using System.Globalization;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>
/// What a person does who has a keyboard and nothing else, on a page whose scripts may be off: Tab until the focus is there, type, Enter, Space. Nothing is
/// focused, clicked or filled from outside, so a control that Tab does not reach fails its journey.
/// </summary>
internal static class KeyboardSteps
{
    private const int MostPresses = 80;

    /// <summary>The page with this h1 is shown.</summary>
    public static Task HeadingAsync(this IPage page, string text) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(text);

    /// <summary>Presses Tab until one of these has the focus.</summary>
    public static async Task TabToAsync(this IPage page, ILocator target)
    {
        await Assertions.Expect(target.First).ToBeVisibleAsync();
        for (var presses = 0; presses < MostPresses; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(":focus").And(target).CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail($"{page.Url}: Tab never reaches {target}.");
    }

    /// <summary>Reaches a link or a button and presses Enter.</summary>
    public static async Task ActivateAsync(this IPage page, ILocator target)
    {
        await page.TabToAsync(target);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Reaches the link with these words and follows it.</summary>
    public static Task FollowAsync(this IPage page, string words) => page.ActivateAsync(page.GetByRole(AriaRole.Link, new() { Name = words }));

    /// <summary>Reaches the button with these words and presses it.</summary>
    public static Task PressAsync(this IPage page, string words) => page.ActivateAsync(page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }));

    /// <summary>Reaches a field by its label and types.</summary>
    public static async Task TypeIntoAsync(this IPage page, string label, string text)
    {
        await page.TabToAsync(page.GetByLabel(label, new() { Exact = true }));
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Types a date into the three fields that come next.</summary>
    public static async Task TypeDateAsync(this IPage page, DateOnly date)
    {
        foreach (var (label, value) in new[] { ("Jour", date.Day), ("Mois", date.Month), ("Année", date.Year) })
        {
            await page.TypeIntoAsync(label, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>"Oui" and the birth date for the child that comes next.</summary>
    public static async Task SayYesAsync(this IPage page, DateOnly birth)
    {
        await page.TabToAsync(page.GetByRole(AriaRole.Radio, new() { Name = "Oui" }));
        await page.Keyboard.PressAsync("Space");
        await page.TypeDateAsync(birth);
    }

    /// <summary>Fills the sign-in page and sends it with Enter.</summary>
    public static async Task SignInByKeyboardAsync(this IPage page, string username, string password)
    {
        await page.TypeIntoAsync("Identifiant", username);
        await page.TypeIntoAsync("Mot de passe", password);
        await page.Keyboard.PressAsync("Enter");
    }
}
