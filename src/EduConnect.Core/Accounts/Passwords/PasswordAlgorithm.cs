using System.Globalization;
using System.Security.Cryptography;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>A slow password hash with its parameters, as the PHC string format writes them.</summary>
/// <remarks>S-PW1: Argon2id with 19 MiB and 2 passes; PBKDF2-HMAC-SHA-512 with 210,000 rounds where libsodium is missing.</remarks>
public abstract record PasswordAlgorithm
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltBytes = 16;

    /// <summary>Bytes of a derived key, before the pepper.</summary>
    public const int OutputBytes = 32;

    /// <summary>What new passwords are hashed with where libsodium is there: Argon2id, m = 19 MiB, t = 2, p = 1.</summary>
    public static PasswordAlgorithm Preferred { get; } = new Argon2Id(19 * 1024, 2);

    /// <summary>What new passwords are hashed with where libsodium is missing.</summary>
    public static PasswordAlgorithm FallBack { get; } = new Pbkdf2(210_000);

    /// <summary>Whether libsodium was found on this machine.</summary>
    public static bool HasArgon2 => Sodium.IsPresent;

    /// <summary>The strongest algorithm this machine can compute.</summary>
    public static PasswordAlgorithm Best => HasArgon2 ? Preferred : FallBack;

    /// <summary>Name and parameters in the PHC string format, for instance <c>argon2id$v=19$m=19456,t=2,p=1</c>.</summary>
    public abstract string Prefix { get; }

    /// <summary>Fills <paramref name="output"/> from the UTF-8 password and the salt.</summary>
    public abstract void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> output);

    /// <summary>Reads what <see cref="Prefix"/> wrote, without its <c>keyid</c>; null when it is not one of ours.</summary>
    public static PasswordAlgorithm? Parse(string name, string? version, IReadOnlyDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return (name, version) switch
        {
            ("argon2id", "v=19") when Number(parameters, "m") is >= 8 and { } m && Number(parameters, "t") is >= 1 and { } t
                && Number(parameters, "p") == 1 => new Argon2Id(m, t),
            ("pbkdf2-sha512", null) when Number(parameters, "i") is >= 1 and { } i => new Pbkdf2(i),
            _ => null,
        };
    }

    private static int? Number(IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>Argon2id 1.3, one lane (RFC 9106).</summary>
    /// <param name="MemoryKib">work memory in KiB</param>
    /// <param name="Passes">passes over the memory</param>
    public sealed record Argon2Id(int MemoryKib, int Passes) : PasswordAlgorithm
    {
        /// <inheritdoc/>
        public override string Prefix => string.Create(CultureInfo.InvariantCulture, $"argon2id$v=19$m={MemoryKib},t={Passes},p=1");

        /// <inheritdoc/>
        public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> output) =>
            Sodium.Argon2Id(password, salt, Passes, MemoryKib * 1024L, output);
    }

    /// <summary>PBKDF2 with HMAC-SHA-512 (RFC 8018).</summary>
    /// <param name="Rounds">iterations</param>
    public sealed record Pbkdf2(int Rounds) : PasswordAlgorithm
    {
        /// <inheritdoc/>
        public override string Prefix => string.Create(CultureInfo.InvariantCulture, $"pbkdf2-sha512$i={Rounds}");

        /// <inheritdoc/>
        public override void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, Span<byte> output) =>
            Rfc2898DeriveBytes.Pbkdf2(password, salt, output, Rounds, HashAlgorithmName.SHA512);
    }
}
