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
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>How long what was read is used before the folder is looked at again: a key made by another process is current here at the latest after that time.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<KeyPurpose, Kept> _keys = new();
    private readonly Lock _lock = new();

    /// <summary>The key to use now for <paramref name="purpose"/>.</summary>
    public RingKey Current(KeyPurpose purpose) => All(purpose)[^1];

    /// <summary>The key that a record names, or null when it has been destroyed. One that another process has just made is found at once.</summary>
    public RingKey? Find(KeyPurpose purpose, string id) =>
        All(purpose).FirstOrDefault(key => key.Id == id) ?? (IsOnDisk(purpose, id) ? Refresh(purpose).FirstOrDefault(key => key.Id == id) : null);

    /// <summary>Every key of a purpose, oldest first; at least one.</summary>
    public IReadOnlyList<RingKey> All(KeyPurpose purpose)
    {
        var keys = Known(purpose);
        return keys.Count > 0 ? keys : AddFirst(purpose, RandomKey);
    }

    /// <summary>Every key of a purpose, oldest first; empty when none was made yet. For keys that are not 32 random bytes.</summary>
    public IReadOnlyList<RingKey> Known(KeyPurpose purpose)
    {
        var kept = _keys.GetOrAdd(purpose, one => Keep(Load(one)));
        return clock.GetElapsedTime(kept.ReadAt) < Freshness ? kept.Keys : Refresh(purpose);
    }

    /// <summary>Whether the keys of these purposes are known or can be read, those that are there: without them whoever needs them fails.</summary>
    public bool CanRead(IEnumerable<KeyPurpose> purposes)
    {
        ArgumentNullException.ThrowIfNull(purposes);
        try
        {
            return purposes.All(purpose => Known(purpose) is not null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Makes a new random 256-bit key and makes it current.</summary>
    public RingKey Rotate(KeyPurpose purpose) => Add(purpose, RandomKey());

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
            _keys[purpose] = Keep(Load(purpose));
            if (_keys[purpose].Keys.Count == 0)
            {
                Add(purpose, make());
            }

            return _keys[purpose].Keys;
        }
    }

    /// <summary>Stores <paramref name="secret"/> as the newest key of its purpose; the file is readable by its owner only.</summary>
    public RingKey Add(KeyPurpose purpose, byte[] secret)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var second = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

            // Names tell the order: of two keys made in one second the later one is current.
            var key = new RingKey(random.NewHandle(6), secret, Load(purpose) is [.., { } last] && last.CreatedAt >= second ? last.CreatedAt.AddSeconds(1) : second);
            Write(purpose, key);
            _keys[purpose] = Keep(Load(purpose));
            return key;
        }
    }

    /// <summary>Destroys a key for good: whatever names it cannot be read any more. The current one is never destroyed.</summary>
    /// <returns>false when it is the current one, or there is none of that name</returns>
    public bool Destroy(KeyPurpose purpose, string id)
    {
        lock (_lock)
        {
            var keys = Load(purpose);
            if (keys.Count == 0 || keys[^1].Id == id || keys.FirstOrDefault(key => key.Id == id) is not { } old)
            {
                return false;
            }

            File.Delete(PathOf(purpose, old));
            _keys[purpose] = Keep(Load(purpose));
            return true;
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
        System.IO.Directory.CreateDirectory(Path.Combine(folder, purpose.ToString()));
        var target = PathOf(purpose, key);
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

    // A folder that is out of reach now takes no key away that is known: only a folder with other keys in it does.
    private IReadOnlyList<RingKey> Refresh(KeyPurpose purpose)
    {
        var known = _keys.TryGetValue(purpose, out var kept) ? kept.Keys : [];
        IReadOnlyList<RingKey> found;
        try
        {
            found = Load(purpose);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            found = [];
        }

        var fresh = Keep(found.Count > 0 ? found : known);
        _keys[purpose] = fresh;
        return fresh.Keys;
    }

    // Names come from cookies as well: nothing but a name of ours ever reaches the folder.
    private bool IsOnDisk(KeyPurpose purpose, string id) =>
        id.Length is > 0 and <= 16 && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_')
        && Path.Combine(folder, purpose.ToString()) is var directory && System.IO.Directory.Exists(directory)
        && System.IO.Directory.EnumerateFiles(directory, "*." + id + ".key").Any();

    private string PathOf(KeyPurpose purpose, RingKey key) =>
        Path.Combine(folder, purpose.ToString(), key.CreatedAt.ToString(Stamp, CultureInfo.InvariantCulture) + "." + key.Id + ".key");

    private Kept Keep(IReadOnlyList<RingKey> keys) => new(keys, clock.GetTimestamp());

    private static RingKey Read(string path)
    {
        var parts = Path.GetFileName(path).Split('.');
        var createdAt = DateTime.ParseExact(parts[0], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return new RingKey(parts[1], Convert.FromBase64String(File.ReadAllText(path)), createdAt);
    }

    private sealed record Kept(IReadOnlyList<RingKey> Keys, long ReadAt);
}
