using System.Globalization;
using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>Refuses a set of files whose numbering has a hole: a chunk was lost on the way (aaf-format §8 row 12).</summary>
internal static class ChunkNumbers
{
    /// <exception cref="DeliveryRefusedException">A chunk is missing or there twice.</exception>
    public static void Check(IEnumerable<AafFileName> names)
    {
        foreach (var series in names.GroupBy(name => name.Prefix, StringComparer.OrdinalIgnoreCase))
        {
            var first = series.Min(name => name.Chunk);
            foreach (var entity in series.GroupBy(name => name.Entity, StringComparer.OrdinalIgnoreCase))
            {
                Check(entity.Key, first, [.. entity.Select(name => name.Chunk).Order()]);
            }
        }
    }

    /// <summary>Numbering starts at 0, or at 1 for all entities of a set together.</summary>
    private static void Check(string entity, int first, List<int> chunks)
    {
        if (first > 1)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ChunksStartLate", entity, Write(first)));
        }

        for (var i = 0; i < chunks.Count; i++)
        {
            if (chunks[i] != first + i)
            {
                throw new DeliveryRefusedException(
                    i > 0 && chunks[i] == chunks[i - 1] ? ImportRemark.Of("ChunkTwice", entity, Write(chunks[i])) : ImportRemark.Of("ChunkMissing", entity, Write(first + i)));
            }
        }
    }

    // As file names write it.
    private static string Write(int chunk) => chunk.ToString("0000", CultureInfo.InvariantCulture);
}
