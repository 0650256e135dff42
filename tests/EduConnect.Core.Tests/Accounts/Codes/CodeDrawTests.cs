using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform.Crypto;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Codes;

/// <summary>Codes of eight digits, each of them as likely as any other (S-OT1): those of SMS and those that agents give.</summary>
[Trait("Rule", "S-OT1")]
public sealed class CodeDrawTests : IDisposable
{
    private readonly TestKeys _keys = new();

    [Fact]
    public void Digits_are_uniform_at_each_place()
    {
        const int Draws = 100_000;
        var codes = new CodeMac(_keys.Ring, new SystemRandomSource());
        var counts = new int[80];
        for (var i = 0; i < Draws; i++)
        {
            var code = codes.Draw();
            Assert.Equal(8, code.Length);
            for (var place = 0; place < 8; place++)
            {
                Assert.InRange(code[place], '0', '9');
                counts[(place * 10) + code[place] - '0']++;
            }
        }

        for (var place = 0; place < 8; place++)
        {
            const double Expected = Draws / 10.0;
            var square = Enumerable.Range(0, 10).Sum(digit => Math.Pow(counts[(place * 10) + digit] - Expected, 2) / Expected);
            // 9 degrees of freedom: 60 is passed once in a thousand million runs.
            Assert.True(square < 60, $"place {place}: chi-square {square:F1}");
        }
    }

    [Theory]
    [InlineData(0, "00000000")]
    [InlineData(42, "00000042")]
    [InlineData(99_999_999, "99999999")]
    public void A_code_is_one_draw_of_the_source_of_chance_below_a_hundred_million(int drawn, string code)
    {
        var source = new Asked(drawn);
        Assert.Equal(code, new CodeMac(_keys.Ring, source).Draw());
        Assert.Equal([100_000_000], source.Maxima);
    }

    public void Dispose() => _keys.Dispose();

    private sealed class Asked(int answer) : IRandomSource
    {
        public List<int> Maxima { get; } = [];

        public void Fill(Span<byte> buffer) => throw new InvalidOperationException("Bytes make no uniform digits.");

        public int Below(int exclusiveMaximum)
        {
            Maxima.Add(exclusiveMaximum);
            return answer;
        }
    }
}
