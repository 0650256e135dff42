using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

public sealed class ContractRulesTests
{
    [Fact]
    public void A_good_contract_has_no_breach() => Assert.Empty(ContractRules.Breaches(Good()));

    [Theory]
    [Trait("Rule", "S-OI1")]
    [InlineData("http://rp.example/cb", false)]
    [InlineData("http://127.0.0.1:3000/cb", true)]
    [InlineData("http://localhost/cb", true)]
    [InlineData("https://rp.example/cb?x=1", true)]
    [InlineData("https://rp.example/cb#f", false)]
    [InlineData("https://*.rp.example/cb", false)]
    [InlineData("https://user@rp.example/cb", false)]
    [InlineData("https://rp.example/a b", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("myapp://cb", false)]
    [InlineData("/cb", false)]
    public void Redirect_addresses(string address, bool good) => Assert.Equal(good, RedirectAddress.Breach(address) is null);

    [Fact]
    public void Every_breach_is_said()
    {
        Assert.Contains("redirect", One(contract => contract.RedirectUris = []), StringComparison.Ordinal);
        Assert.Contains("https", One(contract => contract.BackChannelLogoutUri = "http://rp.example/told"), StringComparison.Ordinal);
        Assert.Contains("https", One(contract => (contract.NoticeUri, contract.NoticeEvents) = ("http://rp.example/told", [NoticeEvents.Compromised])), StringComparison.Ordinal);
        Assert.Contains("at least one event", One(contract => contract.NoticeUri = "https://rp.example/told"), StringComparison.Ordinal);
        Assert.Contains("an address", One(contract => contract.NoticeEvents = [NoticeEvents.Compromised]), StringComparison.Ordinal);
        Assert.Contains("'birthday'", One(contract => (contract.NoticeUri, contract.NoticeEvents) = ("https://rp.example/told", ["birthday"])), StringComparison.Ordinal);
        Assert.Contains("FrEduVecteur", One(contract => (contract.NoticeUri, contract.NoticeEvents, contract.Claims) = ("https://rp.example/told", [NoticeEvents.TieChanged], [])), StringComparison.Ordinal);
        Assert.Contains("guardians", One(contract => (contract.NoticeUri, contract.NoticeEvents, contract.Claims, contract.Audience, contract.Degrees) = ("https://rp.example/told", [NoticeEvents.TieChanged], [ClaimNames.Vectors], Audience.Pupils, DegreeSet.Second)), StringComparison.Ordinal);
        Assert.Contains("openid", One(contract => contract.Scopes = ["profile"]), StringComparison.Ordinal);
        Assert.Contains("ect.scope.Ü", One(contract => contract.Scopes = ["openid", "ect.scope.Ü"]), StringComparison.Ordinal);
        Assert.Contains("nonsense", One(contract => contract.Claims = ["nonsense"]), StringComparison.Ordinal);
        Assert.Contains("profile", One(contract => contract.Audience = Audience.Nobody), StringComparison.Ordinal);
        Assert.Contains("degree", One(contract => contract.Degrees = DegreeSet.None), StringComparison.Ordinal);
        Assert.Contains("no account", One(contract => (contract.Audience, contract.Degrees) = (Audience.Pupils, DegreeSet.First)), StringComparison.Ordinal);
        Assert.Contains("not a UAI", One(contract => contract.Schools = ["0990123w"]), StringComparison.Ordinal);
        Assert.Contains("60 to 3600", One(contract => contract.AccessTokenSeconds = 3601), StringComparison.Ordinal);
        Assert.Contains("PKCE", One(contract => (contract.Authentication, contract.Pkce) = (ClientAuthenticationMethod.None, PkcePolicy.Optional)), StringComparison.Ordinal);
        Assert.Contains("public keys", One(contract => contract.Authentication = ClientAuthenticationMethod.PrivateKeyJwt), StringComparison.Ordinal);
        Assert.Contains("origin", One(contract => contract.Origins = ["https://rp.example/"]), StringComparison.Ordinal);
        Assert.Contains("sector", One(contract => contract.Sector = "a b"), StringComparison.Ordinal);
        Assert.Contains("name", One(contract => contract.Name = "x\u0007"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_compared_by_its_hash_and_the_former_one_expires()
    {
        var now = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
        var contract = Good();
        ClientSecret.Rotate(contract, "one", now);
        Assert.Null(contract.PreviousSecretUntil);
        ClientSecret.Rotate(contract, "two", now);
        Assert.True(ClientSecret.Verify(contract, "two", now));
        Assert.True(ClientSecret.Verify(contract, "one", now));
        Assert.False(ClientSecret.Verify(contract, "three", now));
        Assert.False(ClientSecret.Verify(contract, "one", now + ClientSecret.Overlap));
        Assert.False(ClientSecret.Verify(Good(), string.Empty, now));
    }

    private static string One(Action<Service> change)
    {
        var contract = Good();
        change(contract);
        return Assert.Single(ContractRules.Breaches(contract));
    }

    private static Service Good() => new()
    {
        ClientId = "rp",
        Name = "Stages",
        Sector = "rp.example",
        RedirectUris = ["https://rp.example/cb"],
        Origins = ["https://rp.example"],
        Scopes = ["openid", "ect.scope.stage", "ect.scope.cnx"],
        Claims = ["given_name"],
    };
}
