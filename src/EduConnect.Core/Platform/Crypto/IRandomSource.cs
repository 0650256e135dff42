using System.Security.Cryptography;

namespace EduConnect.Core.Platform.Crypto;

/// <summary>The only source of chance; tests replace it by a repeatable one.</summary>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="buffer"/> with unpredictable bytes.</summary>
    void Fill(Span<byte> buffer);

    /// <summary>An integer drawn uniformly from 0 (included) to <paramref name="exclusiveMaximum"/> (excluded).</summary>
    int Below(int exclusiveMaximum);
}

/// <summary>Chance from the operating system's cryptographic generator.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc />
    public void Fill(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    /// <inheritdoc />
    public int Below(int exclusiveMaximum) => RandomNumberGenerator.GetInt32(exclusiveMaximum);
}

/// <summary>What is usually drawn from an <see cref="IRandomSource"/>.</summary>
public static class RandomSourceExtensions
{
    /// <summary>A random 128-bit identifier; nothing about order or time can be read from it (S-TN6).</summary>
    public static Guid NewId(this IRandomSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Span<byte> bytes = stackalloc byte[16];
        source.Fill(bytes);
        return new Guid(bytes);
    }

    /// <summary>A secret handle of <paramref name="byteCount"/> random bytes in base64url, 256 bits by default.</summary>
    public static string NewHandle(this IRandomSource source, int byteCount = 32)
    {
        ArgumentNullException.ThrowIfNull(source);
        var bytes = new byte[byteCount];
        source.Fill(bytes);
        return System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
