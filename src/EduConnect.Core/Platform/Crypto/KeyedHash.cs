using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace EduConnect.Core.Platform.Crypto;

/// <summary>HMAC-SHA-256 of many short messages under one key: the prepared key is used again, which costs a third of an HMAC made from nothing.</summary>
/// <remarks>May be shared between threads.</remarks>
/// <param name="key">The secret.</param>
public sealed class KeyedHash(byte[] key)
{
    /// <summary>Bytes of a result.</summary>
    public const int Length = 32;

    private readonly ConcurrentBag<IncrementalHash> _idle = [];

    /// <summary>Writes the code of <paramref name="message"/> into the first <see cref="Length"/> bytes of <paramref name="result"/>.</summary>
    public void Compute(ReadOnlySpan<byte> message, Span<byte> result)
    {
        var hash = _idle.TryTake(out var idle) ? idle : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(message);
        hash.GetHashAndReset(result);
        _idle.Add(hash);
    }
}
