using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using EduConnect.Testing.Web;
using EduConnect.Web.Protocols.Saml;
using EduConnect.Web.Protocols.Saml.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>A renewal as services that hold our metadata in a file see it: both keys are there before the second one signs.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task Both_keys_are_published_during_a_rollover_and_nothing_renews_itself()
    {
        var clock = new TestClock();
        await using var app = await TestApp.StartAsync(Engine.Sqlite, clock: clock);
        var keys = app.Services.GetRequiredService<SamlKeys>();
        var first = keys.Current.Text;
        clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal([first], await PublishedAsync(app));
        var second = keys.Renew()!.Text;
        Assert.Null(keys.Renew());
        Assert.Equal([first, second], await PublishedAsync(app));
        Assert.Equal(first, keys.Current.Text);
        clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal([second, first], await PublishedAsync(app));
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal([second], await PublishedAsync(app));
    }

    private static async Task<string[]> PublishedAsync(TestApp app)
    {
        using var browser = app.Browser();
        var metadata = new SamlAnswer(string.Empty, (await browser.GetAsync(SamlPaths.Metadata)).Body, string.Empty);
        var keys = metadata.Document.GetElementsByTagName("KeyDescriptor", SamlNames.Metadata);
        return [.. keys.OfType<System.Xml.XmlElement>().Select(one => one.InnerText)];
    }
}
