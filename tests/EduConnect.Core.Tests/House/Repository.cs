using System.Diagnostics;
using EduConnect.Testing;

namespace EduConnect.Core.Tests.House;

/// <summary>The files of this repository, as git knows them.</summary>
internal static class Repository
{
    public static string Root => Checkout.Root;

    /// <summary>Paths (relative, with <c>/</c>) of the files that git tracks or would track, which end with one of <paramref name="endings"/>.</summary>
    public static IReadOnlyList<string> Files(params string[] endings)
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = Root, RedirectStandardOutput = true, UseShellExecute = false };
        using var git = Process.Start(start)!;
        var names = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. names.Where(name => endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) && File.Exists(Path.Combine(Root, name)))];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));
}
