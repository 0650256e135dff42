namespace EduConnect.Core.Platform;

/// <summary>Tells a disk without room from every other fault of a file: what failed for it alone goes through, as it is, once there is some.</summary>
public static class DiskSpace
{
    // ENOSPC, EDQUOT and EFBIG of Linux; the same two of Windows.
    private static readonly int[] Full = [28, 122, 27, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether a file could not be written because its disk, or what its owner may use of it, is full.</summary>
    public static bool IsFull(Exception exception) => exception is IOException && Full.Contains(exception.HResult);
}
