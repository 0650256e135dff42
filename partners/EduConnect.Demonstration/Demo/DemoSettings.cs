namespace EduConnect.Demonstration.Demo;

/// <summary>What was asked on the command line, and the addresses that follow from it.</summary>
/// <param name="Port">Port of the server; the partners take the next free ones.</param>
/// <param name="DataFolder">Folder of everything the demonstration keeps.</param>
/// <param name="Root">Folder of the project, where the partners lie.</param>
internal sealed record DemoSettings(int Port, string DataFolder, string Root)
{
    /// <summary>Address of the sign-in desk and of everything else the server shows.</summary>
    public string Origin => $"http://localhost:{Port}";

    /// <summary>Where <c>./educonnect guides</c> puts the pictures of the staff guides; they read well while it is empty.</summary>
    public string GuidePictures => Path.Combine(Root, ".cache", "guides");

    /// <summary>The project, told by the educonnect script, otherwise the nearest folder above that holds the solution.</summary>
    public static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("EDUCONNECT_ROOT") is { Length: > 0 } root)
            return root;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EduConnect.slnx")))
                return folder.FullName;
        }
        throw new DemoRefusedException("the partners' folder was not found; run ./educonnect demo");
    }
}

/// <summary>The demonstration cannot start; the message is one English sentence for the terminal.</summary>
internal sealed class DemoRefusedException(string message) : Exception(message);
