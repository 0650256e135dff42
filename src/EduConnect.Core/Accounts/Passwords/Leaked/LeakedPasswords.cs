using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace EduConnect.Core.Accounts.Passwords.Leaked;

/// <summary>
/// The operator's list of passwords that strangers have (S-PW5), made by <c>./educonnect passwords prepare</c>. A file of sorted entries, looked up on disk: a thousand million of them
/// (8 GB) cost a few reads for each password that somebody chooses. A new file is taken up at the next choice. Without a file nothing is refused here.
/// </summary>
public sealed class LeakedPasswords(string path) : IDisposable
{
    /// <summary>What the file begins with.</summary>
    internal static ReadOnlySpan<byte> Heading => "ECLEAK01"u8;

    private readonly Lock _guard = new();
    private Opened? _opened;

    /// <summary>Where the list is, or would be.</summary>
    public string Path => path;

    /// <summary>How many passwords are on the list; null when there is none.</summary>
    /// <exception cref="InvalidDataException">the file is none of ours, or cut off</exception>
    public long? Count
    {
        get
        {
            lock (_guard)
            {
                return Current()?.Count;
            }
        }
    }

    /// <summary>Whether a password is on the list, as it is or in lower case.</summary>
    /// <exception cref="InvalidDataException">the file is none of ours, or cut off: better told to the operator than a check that finds nothing</exception>
    [SuppressMessage("Globalization", "CA1308", Justification = "Lists hold passwords in lower case.")]
    internal bool Contains(PasswordText password)
    {
        var text = password.Reveal();
        lock (_guard)
        {
            return Current() is { } list && (list.Contains(LeakedPasswordHash.Of(text)) || list.Contains(LeakedPasswordHash.Of(text.ToLowerInvariant())));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_guard)
        {
            _opened?.Dispose();
            _opened = null;
        }
    }

    private Opened? Current()
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            Dispose();
        }
        else if (_opened is null || (_opened.Size, _opened.WrittenAt) != (file.Length, file.LastWriteTimeUtc))
        {
            _opened?.Dispose();
            _opened = null;
            _opened = new Opened(File.OpenHandle(path), file.Length, file.LastWriteTimeUtc);
        }

        return _opened;
    }

    private sealed class Opened : IDisposable
    {
        private readonly SafeFileHandle _file;

        public Opened(SafeFileHandle file, long size, DateTime writtenAt)
        {
            (_file, Size, WrittenAt) = (file, size, writtenAt);
            Span<byte> heading = stackalloc byte[Heading.Length];
            if (RandomAccess.Read(file, heading, 0) < Heading.Length || !heading.SequenceEqual(Heading) || (size - Heading.Length) % LeakedPasswordHash.Length != 0)
            {
                file.Dispose();
                throw new InvalidDataException("The list of leaked passwords is damaged or was not made by ./educonnect passwords prepare.");
            }
        }

        public long Size { get; }

        public DateTime WrittenAt { get; }

        public long Count => (Size - Heading.Length) / LeakedPasswordHash.Length;

        public bool Contains(ulong entry)
        {
            for (long low = 0, high = Count - 1; low <= high;)
            {
                var middle = low + ((high - low) / 2);
                var found = At(middle);
                if (found == entry)
                {
                    return true;
                }

                (low, high) = found < entry ? (middle + 1, high) : (low, middle - 1);
            }

            return false;
        }

        public void Dispose() => _file.Dispose();

        private ulong At(long index)
        {
            Span<byte> bytes = stackalloc byte[LeakedPasswordHash.Length];
            return RandomAccess.Read(_file, bytes, Heading.Length + (index * LeakedPasswordHash.Length)) == bytes.Length
                ? BinaryPrimitives.ReadUInt64BigEndian(bytes)
                : throw new InvalidDataException("The list of leaked passwords was cut off while it was read.");
        }
    }
}
