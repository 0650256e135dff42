using System.Collections.Concurrent;
using System.Globalization;

namespace EduConnect.Core.Platform.Crypto;

/// <summary>One key: its public id, its secret bytes and when it was made (UTC).</summary>
public sealed record RingKey(string Id, byte[] Secret, DateTime CreatedAt)
{
    /// <summary>Never the secret: keys must not reach a log.</summary>
    public override string ToString() => $"RingKey {Id} •••";
}

/// <summary>
/// The keys, kept in files outside the databases and outside their backups: <c>FOLDER/purpose/yyyyMMddHHmmss-id.key</c>.
/// The newest key of a purpose is current; older ones stay readable until an operator destroys them.
/// A first key is made when a purpose has none.
/// </summary>
public sealed class KeyRing(string folder, TimeProvider clock, IRandomSource random)
{
    private const int SymmetricKeyBytes = 32;
    private const string Stamp = "yyyyMMddHHmmss";
    private readonly ConcurrentDictionary<KeyPurpose, IReadOnlyList<RingKey>> _keys = new();
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();

    /// <summary>The key to use now for <paramref name="purpose"/>.</summary>
    public RingKey Current(KeyPurpose purpose) => All(purpose)[^1];

    /// <summary>The key that a record names, or null when it has been destroyed.</summary>
    public RingKey? Find(KeyPurpose purpose, string id) => All(purpose).FirstOrDefault(key => key.Id == id);

    /// <summary>Every key of a purpose, oldest first; at least one.</summary>
    public IReadOnlyList<RingKey> All(KeyPurpose purpose)
    {
        var keys = Known(purpose);
        return keys.Count > 0 ? keys : AddFirst(purpose, RandomKey);
    }

    /// <summary>Every key of a purpose, oldest first; empty when none was made yet. For keys that are not 32 random bytes.</summary>
    public IReadOnlyList<RingKey> Known(KeyPurpose purpose) => _keys.GetOrAdd(purpose, Load);

    /// <summary>Makes a new random 256-bit key and makes it current.</summary>
    public RingKey Rotate(KeyPurpose purpose)
    {
        return Add(purpose, RandomKey());
    }

    /// <summary>
    /// Every key of a purpose, after making the first one when there is none. Nodes that start at once on an empty folder end with the same single key:
    /// one makes it, holding a file that the system lets go of when a process dies, and the others read it.
    /// </summary>
    /// <exception cref="IOException">another process held the folder for half a minute, or it cannot be written</exception>
    public IReadOnlyList<RingKey> AddFirst(KeyPurpose purpose, Func<byte[]> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        lock (_lock)
        {
            using var held = Hold();
            _keys[purpose] = Load(purpose);
            if (_keys[purpose].Count == 0)
            {
                Add(purpose, make());
            }

            return _keys[purpose];
        }
    }

    /// <summary>Stores <paramref name="secret"/> as the newest key of its purpose; the file is readable by its owner only.</summary>
    public RingKey Add(KeyPurpose purpose, byte[] secret)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var key = new RingKey(random.NewHandle(6), secret, new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc));
            Write(purpose, key);
            _keys[purpose] = Load(purpose);
            return key;
        }
    }

    /// <summary>Forgets what was read, so that keys added by another process are seen at the next use.</summary>
    public void Reload() => _keys.Clear();

    private byte[] RandomKey()
    {
        var secret = new byte[SymmetricKeyBytes];
        random.Fill(secret);
        return secret;
    }

    private FileStream Hold()
    {
        var path = Path.Combine(System.IO.Directory.CreateDirectory(folder).FullName, "first-keys.lock");
        FileStream? held = null;
        return SpinWait.SpinUntil(() => (held = TryHold(path)) is not null, LongestWait) ? held! : throw new IOException($"{path} cannot be held: another process makes keys, or the folder cannot be written.");
    }

    private static FileStream? TryHold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Write(KeyPurpose purpose, RingKey key)
    {
        var directory = System.IO.Directory.CreateDirectory(Path.Combine(folder, purpose.ToString()));
        var name = key.CreatedAt.ToString(Stamp, CultureInfo.InvariantCulture) + "." + key.Id + ".key";
        var target = Path.Combine(directory.FullName, name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(target + ".tmp", options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key.Secret)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(target + ".tmp", target);
    }

    private IReadOnlyList<RingKey> Load(KeyPurpose purpose)
    {
        var directory = Path.Combine(folder, purpose.ToString());
        return !System.IO.Directory.Exists(directory)
            ? []
            : [.. System.IO.Directory.EnumerateFiles(directory, "*.key").Order(StringComparer.Ordinal).Select(Read)];
    }

    private static RingKey Read(string path)
    {
        var parts = Path.GetFileName(path).Split('.');
        var createdAt = DateTime.ParseExact(parts[0], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return new RingKey(parts[1], Convert.FromBase64String(File.ReadAllText(path)), createdAt);
    }
}
