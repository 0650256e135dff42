using Xunit;

namespace EduConnect.Testing;

/// <summary>A component that a test needs and a machine may lack: skipped with the reason, but failing under CI.</summary>
public static class Require
{
    public static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Skips (fails under CI) when <paramref name="present"/> is false.</summary>
    public static void Component(bool present, string reason)
    {
        if (!present)
        {
            Missing(reason);
        }
    }

    /// <summary>The path of an executable, looked up in PATH and in <paramref name="otherFolders"/>.</summary>
    public static string Executable(string name, params string[] otherFolders)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Concat(otherFolders);
        var found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return found ?? Missing($"{name} is not installed");
    }

    private static string Missing(string reason)
    {
        if (IsCi)
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
        return string.Empty;
    }
}
