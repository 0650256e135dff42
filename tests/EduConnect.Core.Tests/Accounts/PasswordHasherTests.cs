using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing;
using EduConnect.Testing.Time;
using Xunit;

namespace EduConnect.Core.Tests.Accounts;

public sealed class PasswordHasherTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly TestKeys _keys;
    private readonly HashingPool _pool = new(new TestClock());

    public PasswordHasherTests() => _keys = new TestKeys(_clock);

    [Fact]
    [Trait("Rule", "S-PW1")]
    public async Task A_new_hash_is_Argon2id_with_19_MiB_and_2_passes()
    {
        Require.Component(PasswordAlgorithm.HasArgon2, "libsodium is not installed");
        var stored = await Hasher().HashAsync(PasswordText.From("cheval vert à pois"), Cancellation);

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1,keyid=", stored, StringComparison.Ordinal);
        Assert.True(PasswordHash.TryParse(stored, out var hash));
        Assert.Equal((16, 32), (hash.Salt.Length, hash.Value.Length));
        Assert.Equal(_keys.Ring.Current(KeyPurpose.Pepper).Id, hash.PepperKeyId);
    }

    // Figures of RFC 9106 need other parameters than libsodium's interface allows; these were made by the argon2 command
    // (printf 'mot de passe é' | argon2 0123456789abcdef -id -t 2 -k 19456 -p 1 -l 32 -r, package argon2 of Debian).
    [Fact]
    [Trait("Rule", "S-PW1")]
    public void Argon2id_equals_another_implementation()
    {
        Require.Component(PasswordAlgorithm.HasArgon2, "libsodium is not installed");
        var output = new byte[32];
        PasswordAlgorithm.Preferred.Derive("mot de passe é"u8, "0123456789abcdef"u8, output);
        Assert.Equal(Known, Convert.ToHexStringLower(output));
    }

    private const string Known = "c7b59762ec4540628edf4f120220d308841028f98538d91bb75d543957a87fc1";

    public static TheoryData<string> Passwords => new()
    {
        "a", " espaces autour ", "é", "mot de passe très très long", new string('x', 256), string.Concat(Enumerable.Repeat("😀", 64)), "tab\tet\0nul", "𝒳𝓎", "日本語のパスワード",
    };

    [Theory]
    [MemberData(nameof(Passwords))]
    [Trait("Rule", "S-PW1")]
    public async Task What_was_hashed_is_recognised_and_nothing_else(string password)
    {
        var hasher = Hasher();
        var stored = await hasher.HashAsync(PasswordText.From(password), Cancellation);
        Assert.Equal(PasswordCheck.Right, await hasher.CheckAsync(PasswordText.From(password), stored, Cancellation));
        Assert.Equal(PasswordCheck.Wrong, await hasher.CheckAsync(PasswordText.From(password + "x"), stored, Cancellation));
        Assert.Equal(PasswordCheck.Wrong, await hasher.CheckAsync(PasswordText.From(password[..^1]), stored, Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-PW7")]
    public async Task Composed_and_decomposed_letters_are_the_same_password()
    {
        var stored = await Hasher().HashAsync(PasswordText.From("caf\u00e9 au lait ?"), Cancellation);
        Assert.Equal(PasswordCheck.Right, await Hasher().CheckAsync(PasswordText.From("cafe\u0301 au lait ?"), stored, Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-PW3")]
    public async Task Case_and_surrounding_blanks_count()
    {
        var stored = await Hasher().HashAsync(PasswordText.From("Un mot de passe"), Cancellation);
        foreach (var other in (string[])["un mot de passe", " Un mot de passe", "Un mot de passe "])
        {
            Assert.Equal(PasswordCheck.Wrong, await Hasher().CheckAsync(PasswordText.From(other), stored, Cancellation));
        }
    }

    public static TheoryData<string?, string?> Hopeless => new()
    {
        { "un mot de passe", null }, { "un mot de passe", "" }, { "un mot de passe", "$argon2id$broken" }, { "", null }, { null, null },
        { new string('x', 257), null }, { new string('x', 1_000_000), null }, { string.Concat(Enumerable.Repeat("日本", 128)) + "本" + new string('é', 600), null }, { "\ud800", null },
    };

    [Theory]
    [MemberData(nameof(Hopeless))]
    [Trait("Rule", "S-EN2")]
    public async Task Every_hopeless_check_costs_exactly_one_hash(string? typed, string? stored)
    {
        var hasher = Hasher();
        Assert.Equal(PasswordCheck.Wrong, await hasher.CheckAsync(PasswordText.From(typed), stored, Cancellation));
        Assert.Equal(1, hasher.Computed);
    }

    [Fact]
    [Trait("Rule", "S-EN2")]
    public async Task An_oversized_password_is_refused_even_where_it_would_match_when_cut()
    {
        var stored = await Hasher().HashAsync(PasswordText.From(new string('x', 256)), Cancellation);
        var hasher = Hasher();
        Assert.Equal(PasswordCheck.Wrong, await hasher.CheckAsync(PasswordText.From(new string('x', 257)), stored, Cancellation));
        Assert.Equal(PasswordCheck.Wrong, await hasher.CheckAsync(PasswordText.From(""), stored, Cancellation));
        Assert.Equal(2, hasher.Computed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "S-PW2")]
    public async Task Older_parameters_and_older_peppers_are_right_but_outdated(bool olderPepper)
    {
        var old = Hasher(olderPepper ? null : new PasswordAlgorithm.Pbkdf2(1000));
        var stored = await old.HashAsync(PasswordText.From("un mot de passe"), Cancellation);
        if (olderPepper)
        {
            _clock.Advance(TimeSpan.FromDays(90));
            _keys.Ring.Rotate(KeyPurpose.Pepper);
        }

        Assert.Equal(PasswordCheck.RightButOutdated, await Hasher().CheckAsync(PasswordText.From("un mot de passe"), stored, Cancellation));
        Assert.Equal(PasswordCheck.Wrong, await Hasher().CheckAsync(PasswordText.From("un autre"), stored, Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-PW2")]
    public async Task Without_its_pepper_a_hash_matches_nothing()
    {
        var stored = await Hasher().HashAsync(PasswordText.From("un mot de passe"), Cancellation);
        using var otherKeys = new TestKeys();
        var other = new PasswordHasher(otherKeys.Ring, otherKeys.Random, _pool);
        Assert.Equal(PasswordCheck.Wrong, await other.CheckAsync(PasswordText.From("un mot de passe"), stored, Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-PW1")]
    public async Task The_fall_back_is_PBKDF2_SHA512_with_210000_rounds()
    {
        var hasher = Hasher(PasswordAlgorithm.FallBack);
        var stored = await hasher.HashAsync(PasswordText.From("un mot de passe"), Cancellation);
        Assert.StartsWith("$pbkdf2-sha512$i=210000,keyid=", stored, StringComparison.Ordinal);
        Assert.Equal(PasswordCheck.Right, await hasher.CheckAsync(PasswordText.From("un mot de passe"), stored, Cancellation));
    }

    [Theory]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=4,keyid=YQ$AAAAAAAAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$argon2id$v=16$m=19456,t=2,p=1,keyid=YQ$AAAAAAAAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$argon2id$v=19$m=19456,t=2,p=1,keyid=YQ$AAAA$AAAA")]
    [InlineData("$scrypt$ln=17,r=8,p=1,keyid=YQ$AAAAAAAAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$argon2id$v=19$m=x,t=2,p=1,keyid=YQ$AAAAAAAAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("plain text")]
    public void A_foreign_or_damaged_hash_is_not_read(string stored) => Assert.False(PasswordHash.TryParse(stored, out _));

    public void Dispose()
    {
        _pool.Dispose();
        _keys.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PasswordHasher Hasher(PasswordAlgorithm? algorithm = null) => new(_keys.Ring, _keys.Random, _pool, algorithm);
}
