using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Oidc.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Oidc;

/// <summary>A rotation seen by services: tokens stay valid against the published keys all the time.</summary>
public sealed class RotationTests
{
    [Fact]
    [Trait("Rule", "S-OI4")]
    public async Task Keys_are_renewed_without_a_token_that_cannot_be_verified()
    {
        var clock = new TestClock();
        await using var app = await TestApp.StartAsync(Engine.Sqlite, clock: clock);
        var keys = app.Services.GetRequiredService<SigningKeys>();
        using var browser = app.Browser();
        var first = keys.Current(EduConnect.Core.Federation.Registry.TokenSigning.ES256).Id;
        Assert.Equal(0, keys.RenewDue());
        clock.Advance(TimeSpan.FromDays(84));
        Assert.Equal(2, keys.RenewDue());
        Assert.Equal(first, keys.Current(EduConnect.Core.Federation.Registry.TokenSigning.ES256).Id);
        Assert.Equal(4, Count(await browser.GetAsync("/idp/profile/oidc/keyset")));
        clock.Advance(TimeSpan.FromHours(25));
        var second = keys.Current(EduConnect.Core.Federation.Registry.TokenSigning.ES256).Id;
        Assert.NotEqual(first, second);
        Assert.Contains(first, (await browser.GetAsync("/idp/profile/oidc/keyset")).Body, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromHours(49));
        var left = await browser.GetAsync("/idp/profile/oidc/keyset");
        Assert.Equal(2, Count(left));
        Assert.Contains(second, left.Body, StringComparison.Ordinal);
    }

    private static int Count(Page keyset) => new Json(keyset).Root.GetProperty("keys").GetArrayLength();
}
