using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.Directory.Importing;

/// <summary>What is known of one source id during a run.</summary>
[Flags]
internal enum KeyState : byte
{
    None = 0,

    /// <summary>The database has a record under this id.</summary>
    Existing = 1,

    /// <summary>The delivery has a record that could be understood.</summary>
    Seen = 2,

    /// <summary>It lies in a school that is accepted (pupils), or a pupil kept names it (guardians).</summary>
    Kept = 4,

    /// <summary>It must have an account: a kept pupil names it with rights.</summary>
    Entitled = 8,

    /// <summary>Its record in the database has left its source.</summary>
    WasGone = 16,
}

/// <summary>
/// State and hashes by source id, in 25 bytes an entry: the plan of a delivery of a million records fits in some tens of megabytes.
/// Ids that are plain numbers are their own key; others are hashed to 63 bits.
/// </summary>
internal sealed class KeyTable
{
    private long[] _keys = new long[1024];
    private long[] _stored = new long[1024];
    private long[] _latest = new long[1024];
    private KeyState[] _states = new KeyState[1024];
    private bool[] _used = new bool[1024];

    public int Count { get; private set; }

    public static long KeyOf(string sourceId)
    {
        if (sourceId.Length is > 0 and <= 18 && sourceId[0] != '0' && long.TryParse(sourceId, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(sourceId), hash);
        return BitConverter.ToInt64(hash) | long.MinValue;
    }

    public KeyState State(string sourceId) => Find(KeyOf(sourceId)) is >= 0 and var slot ? _states[slot] : KeyState.None;

    /// <summary>The hash stored with the record in the database; 0 when there is none.</summary>
    public long Stored(string sourceId) => Find(KeyOf(sourceId)) is >= 0 and var slot ? _stored[slot] : 0;

    /// <summary>The hash of the last record of this id in the delivery.</summary>
    public long Latest(string sourceId) => Find(KeyOf(sourceId)) is >= 0 and var slot ? _latest[slot] : 0;

    /// <summary>True when the record must be applied: kept, and new or different from what is stored.</summary>
    public bool IsDue(string sourceId)
    {
        var slot = Find(KeyOf(sourceId));
        return slot >= 0 && (_states[slot] & (KeyState.Seen | KeyState.Kept)) == (KeyState.Seen | KeyState.Kept) && _stored[slot] != _latest[slot];
    }

    public void Mark(string sourceId, KeyState state) => _states[Slot(KeyOf(sourceId))] |= state;

    public void MarkStored(string sourceId, long hash, KeyState state)
    {
        var slot = Slot(KeyOf(sourceId));
        _stored[slot] = hash;
        _states[slot] |= state;
    }

    public void MarkSeen(string sourceId, long hash, KeyState state)
    {
        var slot = Slot(KeyOf(sourceId));
        _latest[slot] = hash;
        _states[slot] |= state | KeyState.Seen;
    }

    /// <summary>Entries in any of <paramref name="wanted"/>'s states and in none of <paramref name="unwanted"/>'s.</summary>
    public int CountOf(KeyState wanted, KeyState unwanted = KeyState.None)
    {
        var count = 0;
        for (var slot = 0; slot < _keys.Length; slot++)
        {
            if (_used[slot] && (_states[slot] & wanted) == wanted && (_states[slot] & unwanted) == KeyState.None)
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>What applying the delivery would write: records new here or back, and records known that differ.</summary>
    public (int New, int Different) CountDue()
    {
        var (fresh, different) = (0, 0);
        for (var slot = 0; slot < _keys.Length; slot++)
        {
            if (_used[slot] && (_states[slot] & (KeyState.Seen | KeyState.Kept)) == (KeyState.Seen | KeyState.Kept) && _stored[slot] != _latest[slot])
            {
                var isHere = (_states[slot] & (KeyState.Existing | KeyState.WasGone)) == KeyState.Existing;
                (fresh, different) = isHere ? (fresh, different + 1) : (fresh + 1, different);
            }
        }

        return (fresh, different);
    }

    private int Find(long key)
    {
        var mask = _keys.Length - 1;
        for (var slot = Start(key, mask); _used[slot]; slot = (slot + 1) & mask)
        {
            if (_keys[slot] == key)
            {
                return slot;
            }
        }

        return -1;
    }

    private int Slot(long key)
    {
        if (Find(key) is >= 0 and var found)
        {
            return found;
        }

        if (Count * 4 >= _keys.Length * 3)
        {
            Grow();
        }

        Count++;
        return Place(key);
    }

    private int Place(long key)
    {
        var mask = _keys.Length - 1;
        var slot = Start(key, mask);
        while (_used[slot])
        {
            slot = (slot + 1) & mask;
        }

        _used[slot] = true;
        _keys[slot] = key;
        return slot;
    }

    private void Grow()
    {
        var (keys, stored, latest, states, used) = (_keys, _stored, _latest, _states, _used);
        var size = keys.Length * 2;
        (_keys, _stored, _latest, _states, _used) = (new long[size], new long[size], new long[size], new KeyState[size], new bool[size]);
        for (var old = 0; old < keys.Length; old++)
        {
            if (used[old])
            {
                var slot = Place(keys[old]);
                (_stored[slot], _latest[slot], _states[slot]) = (stored[old], latest[old], states[old]);
            }
        }
    }

    private static int Start(long key, int mask) => (int)(((ulong)key * 0x9E3779B97F4A7C15UL) >> 33) & mask;
}
