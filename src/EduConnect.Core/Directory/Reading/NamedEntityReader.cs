namespace EduConnect.Core.Directory.Reading;

/// <summary>Passes text through, replacing HTML named characters (<c>&amp;eacute;</c>) by themselves; everything else is left to the XML parser.</summary>
internal sealed class NamedEntityReader(TextReader inner) : TextReader
{
    private readonly char[] _buffer = new char[32 * 1024];
    private int _position;
    private int _length;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var written = 0;
        while (written < buffer.Length && (_position < _length || Fill()))
        {
            var rest = _buffer.AsSpan(_position, _length - _position);
            var plain = rest.IndexOf('&');
            if (plain == 0)
            {
                buffer[written++] = Substitute();
                continue;
            }

            var count = Math.Min(plain < 0 ? rest.Length : plain, buffer.Length - written);
            rest[..count].CopyTo(buffer[written..]);
            _position += count;
            written += count;
        }

        return written;
    }

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Peek() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private char Substitute()
    {
        while (_length - _position < NamedEntities.LongestName + 2 && Fill())
        {
            // a name may lie across two blocks
        }

        var rest = _buffer.AsSpan(_position, _length - _position);
        var end = rest[..Math.Min(rest.Length, NamedEntities.LongestName + 2)].IndexOf(';');
        if (end > 1 && NamedEntities.TryFind(rest[1..end], out var value))
        {
            _position += end + 1;
            return value;
        }

        _position++;
        return '&';
    }

    private bool Fill()
    {
        _buffer.AsSpan(_position, _length - _position).CopyTo(_buffer);
        _length -= _position;
        _position = 0;
        var read = inner.Read(_buffer.AsSpan(_length));
        _length += read;
        return read > 0;
    }
}
