using EduConnect.Core.Schools.Addresses;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>Addresses that families can open from paper, and those that a letter must never carry.</summary>
[Trait("Row", "#212"), Trait("Rule", "S-LG1")]
public sealed class SchoolAddressRulesTests
{
    [Theory]
    [InlineData("https://ent.example.org", "https://ent.example.org")]
    [InlineData("  ent.example.org/lycee?page=1  ", "https://ent.example.org/lycee?page=1")]
    [InlineData("https://moncompte.exemple.fr/a_b-c~d/", "https://moncompte.exemple.fr/a_b-c~d/")]
    [InlineData("HTTPS://ENT.example.org", "HTTPS://ENT.example.org")]
    [InlineData("https://ent.example.org/xn--page", "https://ent.example.org/xn--page")]
    public void An_address_is_kept_with_its_scheme(string typed, string kept) => Assert.Equal(kept, SchoolAddressRules.Parse(typed));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("ent")]
    [InlineData("http://ent.example.org")]
    [InlineData("javascript:alert(1)//ent.example.org")]
    [InlineData("javascript://ent.example.org/%0aalert(1)")]
    [InlineData("data:text/html,ent.example.org")]
    [InlineData("https://user@ent.example.org")]
    [InlineData("https://ent.example.org@pirate.example")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://192.168.0.10/ent")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://2130706433")]
    [InlineData("https://[::1]/")]
    [InlineData("https://localhost")]
    [InlineData("https://serveur.local/")]
    [InlineData("https://serveur.college.lan")]
    [InlineData("https://ent.example.org:8443/")]
    [InlineData("https://ent.example.org/#page")]
    [InlineData("https://ent.example.org/[lien](https://pirate.example)")]
    [InlineData("https://ent.example.org/<b>")]
    [InlineData("https://ent.example.org/a b")]
    [InlineData("https://ent.example.org/\r\nBcc: a@b.fr")]
    [InlineData("https://ent.example.org\nx")]
    [InlineData("https://еnt.example.org")]
    [InlineData("https://ent..example.org")]
    [InlineData("https://xn--ducation-nationale-9vb.fr")]
    [InlineData("https://ent.XN--ducation-nationale-9vb.fr/")]
    [InlineData("https://\u212aiosque.example.org")]
    public void What_opens_nothing_at_home_is_refused(string? typed) => Assert.Null(SchoolAddressRules.Parse(typed));

    [Fact]
    public void An_address_longer_than_a_card_is_refused()
    {
        var address = "https://ent.example.org/" + new string('a', SchoolAddressRules.Longest - 24);
        Assert.NotNull(SchoolAddressRules.Parse(address));
        Assert.Null(SchoolAddressRules.Parse(address + "a"));
    }
}
