using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace EduConnect.Core.Campaigns.Reading;

/// <summary>One line of a file as text; null when it is too long, or holds control signs.</summary>
internal readonly record struct RawLine(int Number, string? Text)
{
    /// <summary>Never the text: it may hold a password.</summary>
    public override string ToString() => $"line {Number} •••";
}

/// <summary>Cuts a file into lines as it streams by: LF or CR LF, UTF-8 with or without byte order mark; a line that is not UTF-8 is read as Latin-1.</summary>
internal sealed class RawLines(Stream source) : IDisposable
{
    /// <summary>Most bytes of one line.</summary>
    public const int LongestLine = 4096;

    private const int BufferBytes = 64 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private bool _isTooLong;
    private int _number;

    /// <summary>SHA-256 of all that was read, in hexadecimal; once, at the end.</summary>
    public string Fingerprint() => Convert.ToHexString(_hash.GetHashAndReset());

    /// <summary>The lines, numbered from 1, blank ones included.</summary>
    /// <exception cref="CampaignRefusedException">the file is UTF-16</exception>
    public async IAsyncEnumerable<RawLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            _hash.AppendData(buffer, 0, read);
            for (var start = 0; start < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                Keep(buffer.AsSpan(start, (end < 0 ? read : end) - start));
                start = end < 0 ? read : end + 1;
                if (end >= 0)
                {
                    yield return Take();
                }
            }
        }

        if (_length > 0 || _isTooLong)
        {
            yield return Take();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _isTooLong |= _length + bytes.Length > LongestLine;
        if (!_isTooLong)
        {
            bytes.CopyTo(_line.AsSpan(_length));
            _length += bytes.Length;
        }
    }

    private RawLine Take()
    {
        _number++;
        ReadOnlySpan<byte> bytes = _line.AsSpan(0, _length);
        if (_number == 1)
        {
            bytes = WithoutMark(bytes);
        }

        bytes = bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes;
        var text = _isTooLong ? null : (Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        (_length, _isTooLong) = (0, false);
        return new RawLine(_number, text is null || text.Any(sign => char.IsControl(sign) && sign != '\t') ? null : text);
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? throw new CampaignRefusedException(CampaignRefusal.Encoding, "the file is UTF-16; save it as UTF-8 and load it again.")
            : bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
}
