using System.Net;
using EduConnect.Testing.Web;
using EduConnect.Web.Help;

namespace EduConnect.Web.Tests.Help;

/// <summary>Pictures in the staff guides: from a folder of the operator, by a list of names, and no page is worse off without (issue 4, J).</summary>
[Trait("Row", "#245")]
[Trait("Row", "#246")]
public sealed class GuidePicturesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("educonnect-pictures-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_picture_stands_below_its_answer_with_words_for_who_does_not_see_it()
    {
        Write("accueil.png", Picture(958, 720));
        await using var app = await StartAsync();
        using var browser = app.Browser();
        var page = await browser.GetAsync("/aide/agents");
        var picture = Assert.Single(page.Document.QuerySelectorAll("details#accueil figure img"));
        Assert.Equal(("/aide/images/accueil.png", "958", "720"), (picture.GetAttribute("src"), picture.GetAttribute("width"), picture.GetAttribute("height")));
        Assert.InRange(picture.GetAttribute("alt")!.Length, 30, 250);
        Assert.Equal("Chaque chiffre de l’accueil ouvre sa liste.", picture.ParentElement!.QuerySelector("figcaption")!.TextContent);
        Assert.Single(page.Document.QuerySelectorAll("figure"));
        Assert.DoesNotContain("Image :", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_keeps_it_and_asks_again_whether_it_changed()
    {
        var content = Picture(10, 10);
        Write("journal.png", content);
        await using var app = await StartAsync();
        using var browser = app.Browser();
        var first = (await browser.GetAsync("/aide/images/journal.png")).Response;
        Assert.Equal(("image/png", "public, max-age=3600"), (first.Content.Headers.ContentType!.MediaType, first.Headers.CacheControl!.ToString()));
        Assert.Equal(content, await first.Content.ReadAsByteArrayAsync(Cancellation));
        browser.Headers["If-None-Match"] = first.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, (await browser.GetAsync("/aide/images/journal.png")).Status);
        Write("journal.png", Picture(20, 20));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/aide/images/journal.png")).Status);
    }

    [Fact]
    public async Task Only_names_of_the_list_are_served_and_only_small_pictures()
    {
        Write("autre.png", Picture(10, 10));
        Write("journal.png", [.. Picture(10, 10), .. new byte[GuidePictures.LargestFile]]);
        Write("detail.png", "<svg onload=alert(1)>"u8.ToArray());
        Write("lister.png", [0x89]);
        File.WriteAllBytes(Path.Combine(_folder.Parent!.FullName, _folder.Name + ".png"), Picture(10, 10));
        try
        {
            await using var app = await StartAsync();
            using var browser = app.Browser();
            foreach (var file in new[] { "autre.png", "journal.png", "detail.png", "lister.png", "accueil.png", "accueil", "Journal.png", $"..%2f{_folder.Name}.png", "..%5cx.png", "accueil.png.png" })
            {
                Assert.Equal((file, true), (file, (await browser.GetAsync("/aide/images/" + file)).Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest));
            }

            Assert.Empty((await browser.GetAsync("/aide/agents")).Document.QuerySelectorAll("figure"));
        }
        finally
        {
            File.Delete(Path.Combine(_folder.Parent!.FullName, _folder.Name + ".png"));
        }
    }

    [Fact]
    public async Task Without_a_folder_the_guides_read_as_before()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var page = await browser.GetAsync("/aide/agents");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Document.QuerySelectorAll("figure"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/aide/images/accueil.png")).Status);
    }

    [Theory]
    [InlineData("Image : ailleurs | quelque chose | une légende")]
    [InlineData("Image : accueil | | une légende")]
    [InlineData("Image : accueil | quelque chose")]
    public void A_text_that_names_a_picture_nobody_makes_or_does_not_describe_it_is_refused(string line)
    {
        var error = Assert.Throws<FormatException>(() => HelpReader.Read("90-x.agents.md", $"# Titre {{#titre}}\n\n## Question {{#question}}\n\nRéponse.\n\n{line}\n"));
        Assert.StartsWith("90-x.agents.md has a picture", error.Message, StringComparison.Ordinal);
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(settings: $"--Guides:Pictures={_folder.FullName}");

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(_folder.FullName, name), content);

    // The head of a PNG: what the server reads of it.
    private static byte[] Picture(byte[] size) => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', .. size, 8, 2, 0, 0, 0];

    private static byte[] Picture(int width, int height) => Picture([0, 0, (byte)(width >> 8), (byte)width, 0, 0, (byte)(height >> 8), (byte)height]);
}
