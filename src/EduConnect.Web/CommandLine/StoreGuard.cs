using EduConnect.Core.Platform;
using EduConnect.Web.Hosting;

namespace EduConnect.Web.CommandLine;

/// <summary>What a command looks at before it touches anything: a mistyped folder gets no new store, and root leaves no file in the folder of another user.</summary>
internal static class StoreGuard
{
    /// <summary>Why the command must not go on, as one sentence; null when it may.</summary>
    /// <param name="configuration">the settings of the command</param>
    /// <param name="begins">whether the command may make the store, as whoever begins a service does</param>
    public static string? Refusal(IConfiguration configuration, bool begins)
    {
        var folder = Path.GetFullPath(StorageComposition.FolderOf(configuration));
        var isThere = begins || StorageComposition.EmbeddedMain(configuration) is not { } file || File.Exists(file);
        return FolderOwner.Refusal(folder) ?? (isThere ? null : $"there is no store in {folder}: give --data, or the settings of the node (docs/operating.md, Commands).");
    }

    /// <summary>Says a refusal on the standard error.</summary>
    /// <returns>the exit status</returns>
    public static int Say(string refusal)
    {
        Console.Error.WriteLine("educonnect: " + refusal);
        return 1;
    }
}
