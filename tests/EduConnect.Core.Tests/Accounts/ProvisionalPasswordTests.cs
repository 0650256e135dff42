using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Tests.House;
using EduConnect.Testing.Time;
using Xunit;

namespace EduConnect.Core.Tests.Accounts;

[Trait("Row", "#59")]
public sealed class ProvisionalPasswordTests : IDisposable
{
    private static readonly Guid Someone = new("11111111-2222-3333-4444-555555555555");
    private static readonly DateTime Then = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private readonly TestClock _clock = new();
    private readonly TestKeys _keys;

    public ProvisionalPasswordTests() => _keys = new TestKeys(_clock);

    [Fact]
    [Trait("Rule", "S-PP7")]
    public void Signs_are_uniform_over_the_alphabet()
    {
        var generator = new ProvisionalPasswordGenerator(new SystemRandomSource());
        var counts = new Dictionary<char, long>();
        const int Draws = 125_000;
        for (var i = 0; i < Draws; i++)
        {
            foreach (var sign in generator.Next().Reveal())
            {
                counts[sign] = counts.GetValueOrDefault(sign) + 1;
            }
        }

        Assert.Equal(31, counts.Count);
        Assert.All(counts.Keys, sign => Assert.Contains(sign, ProvisionalPassword.Alphabet));
        var expected = Draws * 8 / 31.0;
        var square = counts.Values.Sum(count => (count - expected) * (count - expected) / expected);
        // 30 degrees of freedom: 86 is passed once in a million runs. The rejected words weigh far less than that.
        Assert.True(square < 120, $"chi-square {square:F1}");
    }

    [Theory]
    [InlineData("AMERDEXY", true)]
    [InlineData("AM3RD3XY", true)]
    [InlineData("2JWS3T4H", false)]
    [InlineData("CJJUR8W5", false)]
    [InlineData("2XQ27P8N", false)]
    [InlineData("AEMJY2CD", false)]
    [InlineData("XBXKJBEU", false)]
    [Trait("Rule", "S-PP7")]
    public void Offensive_words_are_left_out_and_the_samples_of_the_sources_are_not(string text, bool rejected) =>
        Assert.Equal(rejected, ProvisionalPasswordGenerator.IsRejected(text));

    [Theory]
    [InlineData("2JWS3T4H")]
    [InlineData("2jws 3t4h")]
    [InlineData(" 2jws-3t4h ")]
    [InlineData("2JWS\u00a03T4H")]
    [InlineData("2JWS\u20113T4H")]
    [InlineData("2JWS\u20133t4h\u200b")]
    public void Typing_ignores_case_blanks_and_dashes(string typed)
    {
        var mac = new ProvisionalPasswordMac(_keys.Ring);
        var stored = mac.Compute(Someone, ProvisionalPassword.From("2JWS3T4H"));
        Assert.True(mac.Matches(Someone, typed, stored));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2JWS3T4")]
    [InlineData("2JWS3T4HH")]
    [InlineData("2JWS3T4J")]
    public void Anything_else_does_not_match(string? typed)
    {
        var mac = new ProvisionalPasswordMac(_keys.Ring);
        var stored = mac.Compute(Someone, ProvisionalPassword.From("2JWS3T4H"));
        Assert.False(mac.Matches(Someone, typed, stored));
        Assert.False(mac.Matches(Someone, "2JWS3T4H", null));
        Assert.False(mac.Matches(Someone, "2JWS3T4H", []));
        Assert.False(mac.Matches(Someone, "2JWS3T4H", [200, 1, 2]));
    }

    [Fact]
    [Trait("Rule", "S-PP2")]
    public void Copies_open_for_their_own_account_and_time_only()
    {
        var (mac, vault) = (new ProvisionalPasswordMac(_keys.Ring), new ProvisionalPasswordVault(_keys.Ring, _keys.Random));
        var password = ProvisionalPassword.From("2JWS3T4H");
        var sealedCopy = vault.Seal(Someone, Then, password);

        Assert.Equal("2JWS3T4H", vault.Open(Someone, Then, sealedCopy)?.Reveal());
        Assert.Null(vault.Open(Guid.Empty, Then, sealedCopy));
        Assert.Null(vault.Open(Someone, Then.AddTicks(10), sealedCopy));
        Assert.False(mac.Matches(Guid.Empty, "2JWS3T4H", mac.Compute(Someone, password)));
    }

    [Fact]
    [Trait("Rule", "S-PP2")]
    public void Flipping_any_bit_closes_the_copy()
    {
        var vault = new ProvisionalPasswordVault(_keys.Ring, _keys.Random);
        var box = vault.Seal(Someone, Then, ProvisionalPassword.From("2JWS3T4H"));
        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            var bent = box.ToArray();
            bent[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(vault.Open(Someone, Then, bent));
        }
    }

    [Fact]
    [Trait("Rule", "S-PP3")]
    public void Without_the_display_key_verification_goes_on_and_display_says_nothing()
    {
        using var other = new TestKeys();
        var box = new ProvisionalPasswordVault(other.Ring, other.Random).Seal(Someone, Then, ProvisionalPassword.From("2JWS3T4H"));
        Assert.Null(new ProvisionalPasswordVault(_keys.Ring, _keys.Random).Open(Someone, Then, box));
    }

    [Fact]
    [Trait("Rule", "S-PP4")]
    public void Resealing_moves_a_copy_to_the_current_key_once()
    {
        var vault = new ProvisionalPasswordVault(_keys.Ring, _keys.Random);
        var old = vault.Seal(Someone, Then, ProvisionalPassword.From("2JWS3T4H"));
        Assert.Null(vault.Reseal(Someone, Then, old));
        _clock.Advance(TimeSpan.FromDays(90));
        _keys.Ring.Rotate(KeyPurpose.ProvisionalDisplay);

        var fresh = vault.Reseal(Someone, Then, old);
        Assert.NotNull(fresh);
        Assert.Equal("2JWS3T4H", vault.Open(Someone, Then, fresh)?.Reveal());
        Assert.Null(vault.Reseal(Someone, Then, fresh));
    }

    [Fact]
    [Trait("Rule", "S-PP1")]
    public void Sign_in_and_activation_never_touch_the_decryptor()
    {
        var forbidden = new[] { typeof(ProvisionalPasswordVault), typeof(ProvisionalPasswords) };
        string[] rooms = ["EduConnect.Core.SignIn", "EduConnect.Core.Activation"];
        var inside = typeof(ProvisionalPasswordVault).Assembly.GetTypes()
            .Where(type => rooms.Any(room => type.Namespace == room || type.Namespace?.StartsWith(room + ".", StringComparison.Ordinal) == true)).ToList();
        Assert.Contains(inside, type => type.Namespace == "EduConnect.Core.SignIn.Throttling");
        Assert.Contains(inside, type => type.Namespace == "EduConnect.Core.Activation.Registration");
        var users = inside
            .Where(type => type.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => forbidden.Contains(p.ParameterType))
                || type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public).Any(f => forbidden.Contains(f.FieldType)));
        Assert.Empty(users);
    }

    /// <summary>Pages ask for what they need where they need it: their text is read, not their constructors.</summary>
    [Fact]
    [Trait("Rule", "S-PP1")]
    public void The_pages_of_sign_in_and_activation_never_name_the_decryptor()
    {
        string[] rooms = ["SignIn", "Activation", "Registration", "Transition", "Recovery", "FranceConnect", "MyAccount", "Actions", "Portal"];
        var pages = Repository.Files(".cs", ".cshtml").Where(file => rooms.Any(room => file.StartsWith($"src/EduConnect.Web/Pages/{room}/", StringComparison.Ordinal))).ToList();
        Assert.All(rooms, room => Assert.Contains(pages, file => file.Contains($"/Pages/{room}/", StringComparison.Ordinal)));
        Assert.DoesNotContain(pages, file => Repository.Read(file).Contains(nameof(ProvisionalPasswordVault), StringComparison.Ordinal)
            || Repository.Read(file).Contains(nameof(ProvisionalPasswords), StringComparison.Ordinal));
    }

    [Fact]
    public void It_prints_as_dots() => Assert.Equal("•••", $"{ProvisionalPassword.From("2JWS3T4H")}");

    public void Dispose() => _keys.Dispose();
}
