namespace EduConnect.Demonstration.Demo;

/// <summary>Prepares the data folder, and never empties one that is not a demonstration's.</summary>
internal static class DemoFolder
{
    /// <exception cref="DemoRefusedException">The folder holds something else.</exception>
    public static DemoMemory Prepare(string folder, bool isFresh)
    {
        try
        {
            var isFilled = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
            if (isFilled && !DemoMemory.Marks(folder))
                throw new DemoRefusedException($"{folder} holds something else than a demonstration; choose another --data");
            if (isFilled && (isFresh || !DemoMemory.Load(folder).IsComplete))
                Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var memory = DemoMemory.Load(folder);
            memory.Save(folder);
            return memory;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DemoRefusedException($"{folder} cannot be used ({error.Message})");
        }
    }
}
