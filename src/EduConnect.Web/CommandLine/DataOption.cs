using System.CommandLine;

namespace EduConnect.Web.CommandLine;

/// <summary>The option <c>--data DIR</c>, the same on every command, and the host built from it.</summary>
internal static class DataOption
{
    public static Option<string?> Create() => new("--data") { Description = "Folder of the data (keys, deposit folders, embedded databases)." };

    /// <summary>Settings arguments that select the data folder, to be given to the host builder.</summary>
    public static string[] Settings(string? folder) => folder is null ? [] : [$"--Service:DataFolder={folder}"];
}
