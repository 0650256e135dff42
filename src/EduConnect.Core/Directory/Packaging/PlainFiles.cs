using System.IO.Enumeration;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>
/// What lies in a folder that somebody else fills: links are seen, and never followed (S-XM1). One may lead to a device without end, into the folder itself, or to files
/// that the depositor may not read.
/// </summary>
internal static class PlainFiles
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>True for a link, wherever it leads; false for what is not there.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>True for an empty file, and for a pipe or a device: they tell no length, and opening one may wait for ever.</summary>
    public static bool TellsNoLength(string path) => new FileInfo(path).Length == 0;

    /// <summary>The files under a folder and the links, to whatever they lead.</summary>
    public static IEnumerable<string> Under(string folder, CancellationToken cancellationToken)
    {
        var found = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        };
        foreach (var path in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return path;
        }
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != FileAttributes.None;
}
