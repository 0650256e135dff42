using EduConnect.Core.Platform;

namespace EduConnect.Core.Directory.Importing;

/// <summary>A file that one worker holds while it imports: given back by the system when the worker dies, whatever way.</summary>
internal static class ImportLock
{
    /// <summary>Takes it.</summary>
    /// <param name="path">the file; its folder must exist</param>
    /// <param name="isBusy">what to tell when somebody holds it</param>
    /// <exception cref="ImportBusyException">Somebody holds it, here or on another node that sees the same folder.</exception>
    public static FileStream Take(string path, string isBusy)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException) && !DiskSpace.IsFull(error))
        {
            throw new ImportBusyException(isBusy, error);
        }
    }
}
