using System.Text.Unicode;

namespace EduConnect.Core.Directory.Reading;

/// <summary>Tells whether a stream of blocks is valid UTF-8, sequences that lie across blocks included.</summary>
internal sealed class Utf8Check
{
    private readonly byte[] _tail = new byte[8];
    private int _tailLength;

    /// <summary>False as soon as a wrong sequence was seen.</summary>
    public bool IsValid { get; private set; } = true;

    public void Add(ReadOnlySpan<byte> block)
    {
        if (!IsValid || block.IsEmpty)
        {
            return;
        }

        while (_tailLength > 0 && !block.IsEmpty && _tailLength < ExpectedLength(_tail[0]))
        {
            _tail[_tailLength++] = block[0];
            block = block[1..];
        }

        if (_tailLength > 0 && _tailLength >= ExpectedLength(_tail[0]))
        {
            IsValid = Utf8.IsValid(_tail.AsSpan(0, _tailLength));
            _tailLength = 0;
        }

        var open = OpenSequence(block);
        IsValid = IsValid && Utf8.IsValid(block[..^open]);
        if (open > 0)
        {
            block[^open..].CopyTo(_tail);
            _tailLength = open;
        }
    }

    /// <summary>To be called after the last block: an unfinished sequence is wrong.</summary>
    public bool Finish() => IsValid && _tailLength == 0;

    private static int OpenSequence(ReadOnlySpan<byte> block)
    {
        for (var back = 1; back <= Math.Min(3, block.Length); back++)
        {
            var value = block[^back];
            if (value >= 0xC0)
            {
                return ExpectedLength(value) > back ? back : 0;
            }

            if (value < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private static int ExpectedLength(byte lead) => lead switch
    {
        >= 0xF0 => 4,
        >= 0xE0 => 3,
        >= 0xC0 => 2,
        _ => 1,
    };
}
