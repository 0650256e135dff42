using System.Globalization;
using System.Runtime.InteropServices;

namespace EduConnect.Core.Platform;

/// <summary>
/// Who the data folder belongs to. What root makes in the folder of another user, keys above all, is readable by root only: the service could sign nobody in afterwards.
/// Known on Linux, where the service runs; elsewhere nothing is refused.
/// </summary>
public static partial class FolderOwner
{
    private const uint Root = 0;
    private const int FromHere = -100;
    private const uint WantsUser = 0x8;

    /// <summary>Why this process must make nothing in a folder, in one English sentence; null when it may, or when there is no such folder yet.</summary>
    public static string? Refusal(string folder) => OperatingSystem.IsLinux() ? Refusal(folder, EffectiveUser()) : null;

    /// <summary>The same for a process of this user.</summary>
    internal static string? Refusal(string folder, uint user) =>
        user == Root && OwnerOf(folder) is { } owner && owner != Root && NameOf(owner) is var name
            ? $"{folder} belongs to {name}, who could not read what root makes there: write runuser -u {name} -- before the command."
            : null;

    private static uint? OwnerOf(string folder)
    {
        try
        {
            return Status(FromHere, folder, 0, WantsUser, out var status) == 0 ? status.User : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without statx: the owner stays unknown.
            return null;
        }
    }

    // passwd(5): name, password, user, …
    private static string NameOf(uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        var lines = File.Exists("/etc/passwd") ? File.ReadAllLines("/etc/passwd") : [];
        return lines.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[2] == number)?[0] ?? number;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    /// <summary>statx(2): the one call of this kind whose answer looks the same on every processor.</summary>
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Status(int directory, string path, int flags, uint mask, out FileStatus status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        public uint User;
    }
}
