using EduConnect.Core.SignIn;
using Xunit;

namespace EduConnect.Core.Tests.SignIn;

public sealed class BrowserNameTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox|Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge|Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", "Chrome|Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari|iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) quelque chose", "|Linux")]
    [InlineData("curl/8.5.0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [Trait("Rule", "S-SE5")]
    public void Browser_and_system_and_nothing_finer(string? userAgent, string? expected) => Assert.Equal(expected, BrowserName.Read(userAgent));

    [Fact]
    public void An_endless_text_is_not_read() => Assert.Null(BrowserName.Read("Firefox/" + new string('x', 600)));

    [Fact]
    public void Parts_of_what_is_stored()
    {
        Assert.Equal(("Firefox", "Windows"), BrowserName.Parts("Firefox|Windows"));
        Assert.Equal((string.Empty, string.Empty), BrowserName.Parts(null));
    }
}
