using System.Text;
using EduConnect.Core.Agents;
using Xunit;

namespace EduConnect.Core.Tests.Agents;

[Trait("Rule", "S-TN8")]
public sealed class TotpTests
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The vectors of RFC 6238 appendix B, last six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Seed, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime)));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_of_difference_is_let_through(int steps, bool accepted)
    {
        var now = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
        var typed = Totp.Code(Seed, Totp.StepAt(now) + steps);
        Assert.Equal(accepted, Totp.Match(Seed, " " + typed[..3] + " " + typed[3..], now) is not null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("abcdef")]
    public void Anything_else_is_no_code(string? typed) => Assert.Null(Totp.Match(Seed, typed, DateTime.UnixEpoch.AddSeconds(59)));

    /// <summary>RFC 4648 §10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Seeds_are_written_in_base_32(string text, string expected) => Assert.Equal(expected, Totp.ToBase32(Encoding.ASCII.GetBytes(text)));
}
