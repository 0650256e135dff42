using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Platform.Audit;

/// <summary>What a seal holds of a run of events.</summary>
/// <param name="Count">how many</param>
/// <param name="LatestAt">the youngest (UTC); the first moment of all when there are none</param>
/// <param name="Content">SHA-256 of all of them</param>
internal sealed record AuditDigest(int Count, DateTime LatestAt, byte[] Content)
{
    /// <summary>Digests events as they come, in the order of their numbers.</summary>
    public static async Task<AuditDigest> OfAsync(IQueryable<AuditEvent> events, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (count, latest) = (0, DateTime.UnixEpoch);
        await foreach (var audit in events.OrderBy(row => row.Id).AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Append(hash, audit);
            count++;
            latest = audit.At > latest ? audit.At : latest;
        }

        return new(count, latest, hash.GetHashAndReset());
    }

    /// <summary>The code that binds a seal to the one before; the key is its own, kept outside the database.</summary>
    /// <param name="seal">the seal; its code is not looked at</param>
    /// <param name="before">code of the seal before; empty for the first one</param>
    /// <param name="key">the secret</param>
    public static byte[] Code(AuditSeal seal, byte[] before, byte[] key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var number in new[] { seal.Number, seal.LastEvent, seal.Events, seal.LatestAt.Ticks, seal.SealedAt.Ticks })
        {
            Append(hash, number);
        }

        Append(hash, seal.KeyId);
        hash.AppendData(seal.Content);
        hash.AppendData(before);
        return hash.GetHashAndReset();
    }

    // Every text carries its length: moving signs from one column to the next changes the digest.
    private static void Append(IncrementalHash hash, AuditEvent audit)
    {
        Append(hash, audit.Id);
        Append(hash, audit.EventId?.ToString() ?? string.Empty);
        Append(hash, audit.At.Ticks);
        Append(hash, audit.Code);
        Append(hash, (long)audit.ActorKind);
        Append(hash, audit.ActorId);
        Append(hash, audit.SchoolId?.ToString() ?? string.Empty);
        Append(hash, audit.AccountId?.ToString() ?? string.Empty);
        Append(hash, audit.Detail);
        Append(hash, audit.RequestId);
        Append(hash, audit.Network);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
