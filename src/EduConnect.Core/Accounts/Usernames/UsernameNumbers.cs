using System.Buffers.Binary;
using System.Text;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Accounts.Usernames;

/// <summary>
/// Numbers that end usernames: a keyed permutation of a counter per base, so that no two homonyms get the same one, without retries, and the number
/// does not tell how many homonyms there are (domain 3.2). Four figures at most for the first 9,990 homonyms, seven for the following ones.
/// </summary>
/// <param name="key">Secret of purpose <c>Usernames</c>.</param>
public sealed class UsernameNumbers(byte[] key)
{
    private const int Rounds = 6;
    private static readonly (int First, int Count, int HalfBits)[] Tiers = [(10, 9_990, 7), (10_000, 9_990_000, 12)];
    private readonly KeyedHash _hash = new(key);

    /// <summary>The number of the homonym that comes <paramref name="rank"/>th (from 0) after the one who got the bare base.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 9,999,980 homonyms.</exception>
    public int At(string usernameBase, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rank);
        var left = rank;
        for (var tier = 0; tier < Tiers.Length; tier++)
        {
            if (left < Tiers[tier].Count)
            {
                return Tiers[tier].First + Walk(usernameBase, tier, left);
            }

            left -= Tiers[tier].Count;
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }

    /// <summary>A permutation of the powers of two above, repeated until it falls inside the tier: a permutation of the tier.</summary>
    private int Walk(string usernameBase, int tier, int value)
    {
        do
        {
            value = Shuffle(usernameBase, tier, value);
        }
        while (value >= Tiers[tier].Count);

        return value;
    }

    private int Shuffle(string usernameBase, int tier, int value)
    {
        var bits = Tiers[tier].HalfBits;
        var mask = (1 << bits) - 1;
        var (left, right) = (value >> bits, value & mask);
        var message = new byte[8 + Encoding.UTF8.GetByteCount(usernameBase)];
        Encoding.UTF8.GetBytes(usernameBase, message.AsSpan(8));
        Span<byte> hash = stackalloc byte[KeyedHash.Length];
        for (var round = 0; round < Rounds; round++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(message, (tier << 8) | round);
            BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), right);
            _hash.Compute(message, hash);
            (left, right) = (right, left ^ (BinaryPrimitives.ReadInt32LittleEndian(hash) & mask));
        }

        return (left << bits) | right;
    }
}
