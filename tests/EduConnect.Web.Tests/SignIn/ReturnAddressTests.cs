using EduConnect.Web.Hosting.Sessions;

namespace EduConnect.Web.Tests.SignIn;

/// <summary>No link leads elsewhere after a sign-in, not even once browsers or libraries have folded it (S-OI1).</summary>
[Trait("Rule", "S-OI1")]
public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/a/..//evil.example")]
    [InlineData("/%2e//evil.example")]
    [InlineData("/a/%2e%2e//evil.example")]
    [InlineData("/./\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("evil.example")]
    [InlineData("")]
    [InlineData(null)]
    public void Whatever_is_folded_stays_here(string? wanted)
    {
        Assert.Equal("/portail", ReturnAddress.Safe(wanted));
        Assert.Null(ReturnAddress.Keep(wanted));
        Assert.Null(ReturnAddress.Fold(wanted));
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/../b?c=//d", "/b?c=//d")]
    [InlineData("/administration?q=é", "/administration?q=%C3%A9")]
    [InlineData("/idp/profile/oidc/authorize?redirect_uri=https%3A%2F%2Frp.example%2Fcb", "/idp/profile/oidc/authorize?redirect_uri=https%3A%2F%2Frp.example%2Fcb")]
    public void A_path_of_ours_is_kept(string wanted, string folded) => Assert.Equal(folded, ReturnAddress.Fold(wanted));

    [Fact]
    public void Families_get_their_path_back_as_it_was() => Assert.Equal("/a/../b?c=%2f", ReturnAddress.Keep("/a/../b?c=%2f"));
}
