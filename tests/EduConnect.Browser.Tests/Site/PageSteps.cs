using System.Globalization;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Site;

/// <summary>What a person does on a page, in the words of the page.</summary>
internal static class PageSteps
{
    /// <summary>Presses the button with these words and waits for the page that follows.</summary>
    public static async Task ContinueAsync(this IPage page, string button)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        page.DOMContentLoaded += Arrived;
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        page.DOMContentLoaded -= Arrived;

        void Arrived(object? sender, IPage arrived) => gone.TrySetResult();
    }

    /// <summary>Fills the three fields of the only date in this part of the page.</summary>
    public static async Task FillDateAsync(this ILocator part, DateOnly date)
    {
        await part.GetByLabel("Jour").FillAsync(date.Day.ToString(CultureInfo.InvariantCulture));
        await part.GetByLabel("Mois").FillAsync(date.Month.ToString("00", CultureInfo.InvariantCulture));
        await part.GetByLabel("Année").FillAsync(date.Year.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Answers about one child of the children's page.</summary>
    public static async Task AnswerAsync(this IPage page, string child, string answer, DateOnly? birth)
    {
        var card = page.Locator("section").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = child }) });
        await card.GetByText(answer, new() { Exact = true }).ClickAsync();
        if (birth is { } date)
        {
            await card.FillDateAsync(date);
        }
    }

    /// <summary>The page with this h1 is shown and holds true at both widths.</summary>
    public static async Task OnPageAsync(this Window window, string heading)
    {
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(heading);
        await window.CheckBothWidthsAsync();
    }

    /// <summary>The page with this h1 is shown; sent empty, it is shown again with its errors; both hold true at both widths.</summary>
    public static async Task FailAndCheckAsync(this Window window, string heading, string button)
    {
        await window.OnPageAsync(heading);
        await window.Page.ContinueAsync(button);
        await window.OnPageAsync(heading);
        Assert.StartsWith("Erreur : ", await window.Page.TitleAsync(), StringComparison.Ordinal);
    }
}
