namespace EduConnect.Core.Informing.Letters;

/// <summary>Where the letters worker is and how long it may take; section <c>Letters</c> of the settings.</summary>
public sealed class LetterOptions
{
    /// <summary>Node.js executable, looked up in PATH.</summary>
    public string Node { get; set; } = "node";

    /// <summary>Folder of <c>worker.mjs</c> with its installed packages. Empty: beside the program, or in the source tree above it.</summary>
    public string Folder { get; set; } = string.Empty;

    /// <summary>Time a document may take whatever its size.</summary>
    public TimeSpan BaseTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time each sheet may add.</summary>
    public TimeSpan TimePerSheet { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Sheets after which the worker is replaced, because it keeps the memory of its largest document.</summary>
    public int SheetsBeforeRestart { get; set; } = 500;

    /// <summary>The folder in use.</summary>
    /// <exception cref="LettersUnavailableException">the worker is not installed</exception>
    public string ResolveFolder() =>
        Folder.Length > 0 ? Folder : Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "worker.mjs")))
        ?? throw new LettersUnavailableException("The letters worker is not installed; set Letters:Folder.");

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "letters");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "src", "EduConnect.Letters");
        }
    }
}

/// <summary>Letters cannot be made now, or not these; the message names no person and no secret.</summary>
public sealed class LettersUnavailableException : Exception
{
    /// <summary>Unavailable for an unknown reason.</summary>
    public LettersUnavailableException()
    {
    }

    /// <summary>Unavailable, with a message for the log.</summary>
    public LettersUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Unavailable because of another failure.</summary>
    public LettersUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
