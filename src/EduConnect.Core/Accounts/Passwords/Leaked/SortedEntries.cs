using System.Buffers.Binary;
using System.Globalization;

namespace EduConnect.Core.Accounts.Passwords.Leaked;

/// <summary>Sorts more entries than fit into memory: sorted runs on disk, merged at the end, each entry once. A run that a killed process left is written over.</summary>
/// <param name="path">what the names of the runs begin with: nobody else may sort under it meanwhile</param>
/// <param name="longestRun">entries held in memory at most</param>
internal sealed class SortedEntries(string path, int longestRun = SortedEntries.UsualRun) : IDisposable
{
    // 32 MB.
    private const int UsualRun = 4_000_000;

    private readonly List<ulong> _pending = [];
    private readonly List<string> _runs = [];

    /// <summary>Takes one more.</summary>
    public void Add(ulong entry)
    {
        _pending.Add(entry);
        if (_pending.Count >= longestRun)
        {
            WriteRun();
        }
    }

    /// <summary>Writes them all in order, each once.</summary>
    /// <returns>how many</returns>
    public long WriteTo(Stream output)
    {
        WriteRun();
        var runs = _runs.ConvertAll(Read);
        try
        {
            return Merge(runs, output);
        }
        finally
        {
            runs.ForEach(run => run.Dispose());
        }
    }

    public void Dispose() => _runs.ForEach(File.Delete);

    private static long Merge(List<IEnumerator<ulong>> runs, Stream output)
    {
        var next = new PriorityQueue<IEnumerator<ulong>, ulong>();
        foreach (var run in runs.Where(run => run.MoveNext()))
        {
            next.Enqueue(run, run.Current);
        }

        var (written, last) = (0L, 0UL);
        while (next.TryDequeue(out var run, out var entry))
        {
            if (written == 0 || entry != last)
            {
                Write(output, entry);
                (written, last) = (written + 1, entry);
            }

            if (run.MoveNext())
            {
                next.Enqueue(run, run.Current);
            }
        }

        return written;
    }

    private void WriteRun()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        _pending.Sort();
        var run = string.Create(CultureInfo.InvariantCulture, $"{path}.run-{_runs.Count}");
        _runs.Add(run);
        using var file = new BufferedStream(File.Create(run), 1 << 20);
        _pending.ForEach(entry => Write(file, entry));
        _pending.Clear();
    }

    private static IEnumerator<ulong> Read(string run)
    {
        using var file = new BufferedStream(File.OpenRead(run), 1 << 16);
        var bytes = new byte[LeakedPasswordHash.Length];
        while (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length)
        {
            yield return BinaryPrimitives.ReadUInt64BigEndian(bytes);
        }
    }

    private static void Write(Stream output, ulong entry)
    {
        Span<byte> bytes = stackalloc byte[LeakedPasswordHash.Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, entry);
        output.Write(bytes);
    }
}
