using EduConnect.Core.SignIn;
using EduConnect.Testing.Web;
using EduConnect.Web.Tests.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>Who is asking, as throttling and audit see it: what a proxy of ours says, and nobody else.</summary>
[Trait("Rule", "S-AU1")]
public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("", "203.0.113.9", "127.0.0.1")]
    [InlineData("192.0.2.0/24", "203.0.113.9", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.0/8", "198.51.100.7, 203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1, 10.20.0.0/16", "198.51.100.7, 203.0.113.9, 10.20.3.4", "203.0.113.9")]
    [InlineData("127.0.0.1", "not an address", "127.0.0.1")]
    public async Task The_address_journaled_is_the_one_a_proxy_of_ours_tells(string proxies, string told, string expected)
    {
        await using var app = await TestApp.StartAsync(onPort: true, settings: $"--Service:Proxies={proxies}");
        using var browser = app.Browser();
        browser.Headers["X-Forwarded-For"] = told;
        await Family.SignInAsync(browser, "responsable", "c.morel27", "pas le bon mot de passe");
        await using var operational = app.Operational();
        var entry = await operational.Set<JournalEntry>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, System.Net.IPAddress.Parse(entry.Network).MapToIPv4().ToString());
    }

    [Fact]
    public async Task A_setting_that_is_no_address_is_refused_at_the_start()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(settings: "--Service:Proxies=proxy.example"));
        Assert.Contains("'proxy.example'", fault.Message, StringComparison.Ordinal);
    }
}
