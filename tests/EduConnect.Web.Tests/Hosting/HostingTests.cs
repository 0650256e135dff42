using System.Net;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing.Web;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    [Trait("Rule", "S-MT2")]
    public async Task Health_tells_reading_and_writing_apart()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready-write")).Status);
        var now = DateTime.UtcNow;
        app.Services.GetRequiredService<ReadOnlyMode>().Plan(now.AddMinutes(-1), now.AddMinutes(5));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready-read")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/health/ready-write")).Status);
    }

    [Fact]
    [Trait("Rule", "S-MT2")]
    public async Task A_node_that_cannot_read_the_keys_of_signing_in_is_passed_over()
    {
        await using var app = await TestApp.StartAsync();
        using var browser = app.Browser();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(app.Stores.Folder, "keys", nameof(KeyPurpose.Pepper))).FullName, "20990101000000.other.key");
        File.CreateSymbolicLink(file, Path.Combine(app.Stores.Folder, "nowhere"));
        app.Services.GetRequiredService<KeyRing>().Reload();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/health/ready-read")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).Status);
        File.Delete(file);
        app.Services.GetRequiredService<KeyRing>().Reload();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready-read")).Status);
    }

    [Fact]
    [Trait("Rule", "S-SE4")]
    public async Task The_keys_of_the_framework_are_shared_in_files_and_sealed()
    {
        await using var app = await TestApp.StartAsync();
        var protection = app.Services.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>().CreateProtector("test");
        var kept = protection.Protect([1, 2, 3]);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(app.Stores.Folder, "keys", "Framework"), "*.xml"));
        Assert.DoesNotContain("<value>", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], protection.Unprotect(kept));
    }
}
