using EduConnect.Core.Agents;
using Xunit;

namespace EduConnect.Core.Tests.Agents;

/// <summary>Which addresses are in the administrative network of a school (rows #7 and #8): IPv4, IPv6, one inside the other, and settings that cannot be read.</summary>
[Trait("Row", "#7")]
[Trait("Row", "#8")]
public sealed class AdministrativeNetworksTests
{
    private const string Valmont = "0450001A";
    private const string Other = "0450002B";

    [Theory]
    [InlineData(Valmont, "10.45.0.7", true)]
    [InlineData(Valmont, "::ffff:10.45.0.7", true)]
    [InlineData(Valmont, "10.45.1.7", false)]
    [InlineData(Valmont, "2001:db8:45::1", true)]
    [InlineData(Valmont, "2001:db8:46::1", false)]
    [InlineData(Valmont, "192.0.2.9", true)]
    [InlineData(Valmont, "192.0.2.8", false)]
    [InlineData(Valmont, "172.16.9.9", true)]
    [InlineData(Valmont, "198.51.100.20", true)]
    [InlineData(Other, "10.45.0.7", false)]
    [InlineData(Other, "198.51.100.20", true)]
    [InlineData(Valmont, "", false)]
    [InlineData(Valmont, null, false)]
    [InlineData(Valmont, "10.45.0.7, 10.45.0.8", false)]
    [InlineData(Valmont, "collège.example", false)]
    public void An_address_is_in_the_network_of_its_school_or_of_all(string uai, string? address, bool expected)
    {
        var networks = AdministrativeNetworks.Read([new("0450001a", "10.45.0.0/24, 2001:db8:45::/48,192.0.2.9, ::ffff:172.16.0.0/108"), new("All", "198.51.100.0/24")]);
        Assert.Equal(expected, networks.Covers(uai, address));
        Assert.False(networks.IsEmpty);
    }

    [Fact]
    public void Without_settings_no_address_is_in_any()
    {
        Assert.True(AdministrativeNetworks.None.IsEmpty);
        Assert.False(AdministrativeNetworks.None.Covers(Valmont, "127.0.0.1"));
        Assert.False(AdministrativeNetworks.Read([new(Valmont, null), new(Other, " ")]).Covers(Valmont, "127.0.0.1"));
    }

    [Theory]
    [InlineData("0450001", "10.0.0.0/8", "neither a UAI nor 'all'")]
    [InlineData("everybody", "10.0.0.0/8", "neither a UAI nor 'all'")]
    [InlineData(Valmont, "10.0.0.0/x", "'10.0.0.0/x'")]
    [InlineData(Valmont, "10.0.0.0/33", "'10.0.0.0/33'")]
    [InlineData(Valmont, "10.0.0.0/8 192.0.2.0/24", "neither an address nor a network")]
    [InlineData(Valmont, "0.0.0.0/0", "the whole Internet")]
    [InlineData("all", "::/0", "the whole Internet")]
    [InlineData("all", "::ffff:0.0.0.0/96", "the whole Internet")]
    public void What_cannot_be_read_is_refused_with_a_sentence(string key, string text, string words)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => AdministrativeNetworks.Read([new(key, text)]));
        Assert.StartsWith("Agents:AdministrativeNetworks", fault.Message, StringComparison.Ordinal);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }
}
