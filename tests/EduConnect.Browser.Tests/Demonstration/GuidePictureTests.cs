using EduConnect.Browser.Tests.Site;
using EduConnect.Demonstration.Demo;
using EduConnect.Testing.Web;
using EduConnect.Web.Help;
using Microsoft.Playwright;

namespace EduConnect.Browser.Tests.Demonstration;

/// <summary>
/// Makes the pictures of the staff guides on the data of the demonstration (rows #245, #246; issue 4, J): into the folder that <c>./educonnect guides</c> names, otherwise into
/// one that is thrown away, so that no picture can grow old or be missing unseen.
/// </summary>
[Collection(nameof(SiteCollection))]
public sealed class GuidePictureTests(BrowserSite site, RunningDemonstration demonstration) : IClassFixture<RunningDemonstration>
{
    private const int Width = 960;
    private const int Wide = 1240;
    private const float Tallest = 720;

    private string School => $"/administration/{demonstration["school.uai"]}";

    private string Pupils => School + "/eleves";

    private string Support => $"/depannage/{demonstration["school.uai"]}/eleves";

    // What each picture shows: how to come there, the heading that stands there, and the part of the page it begins with.
    private Dictionary<string, (string Heading, string Part, Func<IPage, Task> Come)> Screens => new(StringComparer.Ordinal)
    {
        ["accueil"] = ("Accueil", "main", page => GoAsync(page, School)),
        ["selection"] = ("Rechercher un ou des élèves", ".bulk", SelectAsync),
        ["informer"] = ("Informer", "main", page => PressAsync(page, "Informer")),
        ["lister"] = ("Lister les comptes", "main", page => PressAsync(page, "Lister les comptes")),
        ["detail"] = ("", "main", page => OpenPupilAsync(page, Pupils)),
        ["parametres"] = ("Paramètres", "main", page => GoAsync(page, School + "/parametres")),
        ["delegations"] = ("Délégations", "main", page => GoAsync(page, School + "/delegations")),
        ["journal"] = ("Journal", "main", page => GoAsync(page, School + "/journal")),
        ["statistiques"] = ("Statistiques", "main", page => GoAsync(page, School + "/statistiques/representants-legaux")),
        ["meteostats"] = ("", "main", page => GoAsync(page, "/meteostats/academies")),
        ["depannage"] = ("Élèves", ".table", HelpAsync),
        ["code-d-acces"] = ("Aider un élève", "main", GiveCodeAsync),
    };

    [Fact]
    [Trait("Row", "#245")]
    [Trait("Row", "#246")]
    public async Task Every_picture_that_a_guide_names_is_made_and_no_other_and_all_are_shown()
    {
        demonstration.RequireRunning();
        var named = HelpBooks.OwnTexts().Select(file => HelpReader.Read(file.Key, file.Value)).SelectMany(section => section!.Questions).SelectMany(question => question.Pictures).Select(picture => picture.Name).ToList();
        Assert.Equal(GuidePictures.Names.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        Assert.Equal(GuidePictures.Names.Order(StringComparer.Ordinal), Screens.Keys.Order(StringComparer.Ordinal));
        var asked = Environment.GetEnvironmentVariable("EDUCONNECT_GUIDES");
        var folder = Directory.CreateDirectory(asked is { Length: > 0 } ? asked : Path.Combine(Path.GetTempPath(), "educonnect-guides-" + Guid.NewGuid())).FullName;
        try
        {
            await using var context = await site.ContextAsync(Width);
            var page = await context.NewPageAsync();
            await SignInAsync(page);
            foreach (var (name, (heading, part, come)) in Screens)
            {
                await page.SetViewportSizeAsync(Width, 1000);
                await come(page);
                await TakeAsync(page, heading, part, Path.Combine(folder, name + ".png"));
            }

            await LookAsync(folder);
        }
        finally
        {
            if (asked is not { Length: > 0 })
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // The guides with these pictures, as an agent reads them: each one came, at its own size or narrower.
    private async Task LookAsync(string folder)
    {
        await using var app = await TestApp.StartAsync(onPort: true, settings: $"--Guides:Pictures={folder}");
        await using var context = await site.ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(app.Address + "/aide/agents");
        foreach (var question in await page.Locator("details:has(figure)").AllAsync())
        {
            await question.Locator("summary").ClickAsync();
            var picture = question.Locator("img");
            await picture.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
            Assert.InRange(await picture.EvaluateAsync<int>("image => image.naturalWidth"), 400, Wide);
            Assert.False(string.IsNullOrWhiteSpace(await question.Locator("figcaption").InnerTextAsync()));
        }

        Assert.Equal(GuidePictures.Names.Count, await page.Locator("figure img").CountAsync());
        await page.SetViewportSizeAsync(320, 800);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 320"), "the guides scroll sideways at 320 px");
    }

    private static async Task TakeAsync(IPage page, string heading, string part, string file)
    {
        Assert.Contains(heading, await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        await page.EvaluateAsync("window.scrollTo(0, 0)");
        var (main, first) = ((await page.Locator("main").BoundingBoxAsync())!, (await page.Locator(part).First.BoundingBoxAsync())!);
        await page.ScreenshotAsync(new() { Path = file, FullPage = true, Clip = new() { X = main.X, Y = first.Y, Width = main.Width, Height = Math.Min(main.Y + main.Height - first.Y, Tallest) } });
        Assert.InRange(new FileInfo(file).Length, 5_000, GuidePictures.LargestFile);
    }

    private async Task GoAsync(IPage page, string path) => await page.GotoAsync($"http://localhost:{demonstration.Port}{path}");

    private async Task SignInAsync(IPage page)
    {
        await GoAsync(page, "/agents/connexion");
        await page.Locator("[name=Username]").FillAsync(demonstration["agent.username"]);
        await page.Locator("[name=Password]").FillAsync(demonstration["agent.password"]);
        await page.Locator("[name=Code]").FillAsync(DemoAgent.Code(demonstration["agent.totp.secret"], DateTime.UtcNow));
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.WaitForURLAsync("**/arena");
    }

    private async Task SelectAsync(IPage page)
    {
        await GoAsync(page, Pupils);
        await page.Locator("button[name=select][value=all]").ClickAsync();
        await page.Locator("tr[aria-selected=true]").First.WaitForAsync();
    }

    // Eye and button stand at the end of the row: it needs a wider window. Nobody is selected.
    private async Task HelpAsync(IPage page)
    {
        await GoAsync(page, Support + "?etat=informe");
        await page.Locator("button[name=select][value=none]").ClickAsync();
        await page.Locator("tr[aria-selected=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.SetViewportSizeAsync(Wide, 1000);
    }

    private async Task PressAsync(IPage page, string button)
    {
        await SelectAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer" }).WaitForAsync();
    }

    private async Task OpenPupilAsync(IPage page, string list)
    {
        await GoAsync(page, $"{list}?q={demonstration["pupil.activated.username"]}");
        await page.Locator("tbody th a").First.ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/eleves?", StringComparison.Ordinal));
    }

    private async Task GiveCodeAsync(IPage page)
    {
        await OpenPupilAsync(page, Support);
        await page.GetByRole(AriaRole.Button, new() { Name = "Donner un code d’accès" }).ClickAsync();
        await page.Locator(".secret").First.WaitForAsync();
    }
}
