using System.Text;
using System.Text.RegularExpressions;
using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Directory.Reading;

/// <summary>Chooses the encoding of an export: its declaration sometimes lies, and is sometimes absent.</summary>
internal static partial class TextEncoding
{
    private static readonly Encoding Latin9 = CodePagesEncodingProvider.Instance.GetEncoding(28605)!;
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>UTF-8 whenever the bytes are valid UTF-8; then the single-byte encoding declared; then the likeliest of the two old ones.</summary>
    /// <exception cref="DeliveryRefusedException">The file begins as UTF-16 or UTF-32.</exception>
    public static Encoding Choose(ReadOnlySpan<byte> head, bool validUtf8, bool hasC1Bytes)
    {
        if (head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]) || head.StartsWith<byte>([0, 0]))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("FileEncoding"));
        }

        if (validUtf8)
        {
            return Encoding.UTF8;
        }

        return Declared(head) switch
        {
            "ISO-8859-15" when !hasC1Bytes => Latin9,
            "ISO-8859-1" or "WINDOWS-1252" => Windows,
            _ => hasC1Bytes ? Windows : Latin9,
        };
    }

    /// <summary>The encoding the XML declaration names, in upper case; null without declaration.</summary>
    public static string? Declared(ReadOnlySpan<byte> head)
    {
        var match = Declaration().Match(Encoding.Latin1.GetString(head[..Math.Min(head.Length, 200)]));
        return match.Success ? match.Groups[1].Value.ToUpperInvariant() : null;
    }

    [GeneratedRegex("""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")]
    private static partial Regex Declaration();
}
