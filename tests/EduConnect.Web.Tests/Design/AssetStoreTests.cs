using System.IO.Compression;
using System.Net;
using EduConnect.Testing.Web;
using EduConnect.Web.Design;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Design;

public sealed class AssetStoreTests
{
    [Fact]
    public async Task File_is_served_for_ever_and_in_the_smallest_form_the_browser_takes()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var assets = app.Services.GetRequiredService<AssetStore>();
        var plain = await browser.GetAsync(assets["site.css"]);
        browser.Headers["Accept-Encoding"] = "gzip, br";
        var small = await browser.GetAsync(assets["site.css"]);
        Assert.Equal(HttpStatusCode.OK, plain.Status);
        Assert.Equal("public, max-age=31536000, immutable", string.Join(",", plain.Response.Headers.GetValues("Cache-Control")));
        Assert.Equal(["br"], small.Response.Content.Headers.ContentEncoding);
        await using var stream = new BrotliStream(await small.Response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        Assert.Equal(plain.Body, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("manifest.txt")]
    [InlineData("site.0000000000.css")]
    [InlineData("..%2Fappsettings.json")]
    public async Task Unknown_file_does_not_exist(string file)
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/assets/" + file)).Status);
    }

    [Theory, Trait("Figure", "page")]
    [InlineData("site.css", 5_000)]
    [InlineData("staff.css", 4_000)]
    [InlineData("site.js", 2_000)]
    public void Files_stay_within_the_weight_of_the_sign_in_page(string name, int bytes)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(System.Text.Encoding.UTF8.GetBytes(new AssetStore().ReadText(name)));
        }

        Assert.InRange(output.Length, 1, bytes);
    }
}
