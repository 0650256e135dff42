using EduConnect.Core.Directory.Importing;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>How much unpacking may produce (S-XM1); one budget is shared by an archive and those inside it.</summary>
internal sealed class UnpackBudget
{
    /// <summary>Most bytes out of one byte in.</summary>
    public const int LargestRatio = 100;

    private const long FreeBytes = 1024 * 1024;
    private const int MostEntries = 100_000;
    private readonly long _limit;
    private long _bytes;
    private int _entries;

    /// <param name="archiveBytes">Size of the outer archive.</param>
    /// <param name="totalLimit">Most bytes in all: 10 GB unless a test says otherwise.</param>
    public UnpackBudget(long archiveBytes, long totalLimit = 10_000_000_000) =>
        _limit = Math.Min(totalLimit, FreeBytes + (archiveBytes * LargestRatio));

    public void TakeEntry()
    {
        if (++_entries > MostEntries)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ArchiveHoldsTooMany", MostEntries));
        }
    }

    public void TakeBytes(int count)
    {
        _bytes += count;
        if (_bytes > _limit)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("ArchiveUnpacksTooLarge"));
        }
    }
}
