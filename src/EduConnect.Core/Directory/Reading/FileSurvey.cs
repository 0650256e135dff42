using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Directory.Reading;

/// <summary>What one pass over the bytes of a file tells before anything is parsed.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Fingerprint of the content, in hexadecimal.</param>
/// <param name="Encoding">The encoding to read it with.</param>
/// <param name="DeclaredEncoding">What its declaration says, in upper case; null without declaration.</param>
internal sealed record FileSurvey(long Length, string Sha256, Encoding Encoding, string? DeclaredEncoding)
{
    private const int BlockBytes = 256 * 1024;

    /// <summary>True when the bytes contradict the declaration.</summary>
    public bool DeclarationLies => DeclaredEncoding is not null && !string.Equals(DeclaredEncoding, Encoding.WebName, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="DeliveryRefusedException">The file is empty or in an encoding that is never used.</exception>
    public static FileSurvey Of(Stream stream, CancellationToken cancellationToken = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var utf8 = new Utf8Check();
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            byte[] head = [];
            var hasC1 = false;
            long length = 0;
            int read;
            while ((read = stream.Read(buffer, 0, BlockBytes)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var block = buffer.AsSpan(0, read);
                head = length == 0 ? block[..Math.Min(read, 256)].ToArray() : head;
                length += read;
                hash.AppendData(block);
                utf8.Add(block);
                hasC1 = hasC1 || block.ContainsAnyInRange((byte)0x80, (byte)0x9F);
            }

            return length == 0
                ? throw new DeliveryRefusedException(ImportRemark.Of("FileEmpty"))
                : new(length, Convert.ToHexString(hash.GetHashAndReset()), TextEncoding.Choose(head, utf8.Finish(), hasC1), TextEncoding.Declared(head));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
