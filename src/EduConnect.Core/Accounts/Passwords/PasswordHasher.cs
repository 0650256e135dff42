using System.Security.Cryptography;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Accounts.Passwords;

/// <summary>Hashes and checks chosen passwords: Argon2id, then a keyed MAC with the pepper, on bounded threads (S-PW1 to S-PW3).</summary>
/// <remarks>
/// Every check computes exactly one slow hash, whatever was typed and whether or not an account stands behind it: an
/// unknown account, an empty or an oversized password take the same work (S-EN2).
/// </remarks>
public sealed class PasswordHasher
{
    private readonly KeyRing _keys;
    private readonly IRandomSource _random;
    private readonly HashingPool _pool;
    private readonly PasswordHash _nobody;
    private long _computed;

    /// <summary>Creates the hasher.</summary>
    /// <param name="keys">holds the pepper, outside the databases</param>
    /// <param name="random">gives the salts</param>
    /// <param name="pool">the threads</param>
    /// <param name="algorithm">for new hashes; the best of this machine unless a test says otherwise</param>
    public PasswordHasher(KeyRing keys, IRandomSource random, HashingPool pool, PasswordAlgorithm? algorithm = null)
    {
        _keys = keys;
        _random = random;
        _pool = pool;
        Algorithm = algorithm ?? PasswordAlgorithm.Best;
        _nobody = new PasswordHash(Algorithm, string.Empty, new byte[PasswordAlgorithm.SaltBytes], new byte[PasswordAlgorithm.OutputBytes]);
    }

    /// <summary>What new passwords are hashed with.</summary>
    public PasswordAlgorithm Algorithm { get; }

    /// <summary>Slow hashes computed since the start; tests compare the work of different cases with it.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>Hashes a password that is to be kept.</summary>
    /// <returns>the string to store</returns>
    /// <exception cref="ArgumentException">the password is empty, too long or not Unicode</exception>
    /// <exception cref="HashingBusyException">no thread came free in 2 s</exception>
    public Task<string> HashAsync(PasswordText password, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (!password.IsUsable)
        {
            throw new ArgumentException("not a password", nameof(password));
        }

        return _pool.ComputeAsync(() => Hash(password), cancellation);
    }

    /// <summary>Checks what was typed against a stored string; null stands for "no such account" and costs the same.</summary>
    /// <exception cref="HashingBusyException">no thread came free in 2 s</exception>
    public Task<PasswordCheck> CheckAsync(PasswordText password, string? stored, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(password);
        return _pool.ComputeAsync(() => Check(password, stored), cancellation);
    }

    private string Hash(PasswordText password)
    {
        var salt = new byte[PasswordAlgorithm.SaltBytes];
        _random.Fill(salt);
        var pepper = _keys.Current(KeyPurpose.Pepper);
        return new PasswordHash(Algorithm, pepper.Id, salt, Derive(password, Algorithm, salt, pepper)).ToString();
    }

    private PasswordCheck Check(PasswordText password, string? stored)
    {
        var isOurs = PasswordHash.TryParse(stored, out var parsed);
        var hash = isOurs ? parsed! : _nobody;
        var current = _keys.Current(KeyPurpose.Pepper);
        var pepper = _keys.Find(KeyPurpose.Pepper, hash.PepperKeyId);
        var value = Derive(password, hash.Algorithm, hash.Salt.Span, pepper ?? current);
        var equal = CryptographicOperations.FixedTimeEquals(value, hash.Value.Span);
        if (!(equal & isOurs & password.IsUsable & pepper is not null))
        {
            return PasswordCheck.Wrong;
        }

        return hash.Algorithm == Algorithm && hash.PepperKeyId == current.Id ? PasswordCheck.Right : PasswordCheck.RightButOutdated;
    }

    private byte[] Derive(PasswordText password, PasswordAlgorithm algorithm, ReadOnlySpan<byte> salt, RingKey pepper)
    {
        Interlocked.Increment(ref _computed);
        var saltCopy = salt.ToArray();
        return password.WithBytes(bytes =>
        {
            Span<byte> derived = stackalloc byte[PasswordAlgorithm.OutputBytes];
            algorithm.Derive(bytes.Span, saltCopy, derived);
            var value = HMACSHA256.HashData(pepper.Secret, derived);
            CryptographicOperations.ZeroMemory(derived);
            return value;
        });
    }
}
