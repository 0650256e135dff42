using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Agents;

/// <summary>Time-based one-time passwords (RFC 6238): HMAC-SHA-1, 30 seconds, 6 digits, which every authenticator application knows.</summary>
public static class Totp
{
    /// <summary>Bytes of a seed (RFC 4226 §4, R6: 160 bits recommended).</summary>
    public const int SeedBytes = 20;

    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const string Base32Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step an instant (UTC) belongs to.</summary>
    public static long StepAt(DateTime now) => new DateTimeOffset(DateTime.SpecifyKind(now, DateTimeKind.Utc)).ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string Code(ReadOnlySpan<byte> seed, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 as authenticator applications implement it; the collisions of SHA-1 do not touch HMAC
        HMACSHA1.HashData(seed, counter, mac);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[19] & 0xf)..]) & int.MaxValue;
        return (value % 1_000_000).ToString("D" + Digits, CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code was typed, one step before or after <paramref name="now"/> included; null when none. All three are compared.</summary>
    public static long? Match(ReadOnlySpan<byte> seed, string? typed, DateTime now)
    {
        var code = Encoding.ASCII.GetBytes(Normalize(typed));
        long? found = null;
        var present = StepAt(now);
        for (var step = present - 1; step <= present + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(seed, step)), code))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The seed as authenticator applications take it (RFC 4648 base 32, without padding).</summary>
    public static string ToBase32(ReadOnlySpan<byte> seed)
    {
        var text = new StringBuilder();
        var bits = 0;
        var value = 0;
        foreach (var part in seed)
        {
            value = (value << 8) | part;
            bits += 8;
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Base32Signs[(value >> (bits - 5)) & 31]);
            }
        }

        return bits > 0 ? text.Append(Base32Signs[(value << (5 - bits)) & 31]).ToString() : text.ToString();
    }

    private static string Normalize(string? typed) =>
        string.Concat((typed ?? string.Empty).Take(32).Where(char.IsAsciiDigit));
}
