using System.Diagnostics;
using EduConnect.Core.Platform;
using EduConnect.Testing;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

/// <summary>Root makes nothing in the folder of somebody else: the service could not read it (operating.md, Commands).</summary>
public sealed class FolderOwnerTests : IDisposable
{
    private const uint Root = 0;
    private const uint Nobody = 65534;
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("educonnect-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Root_is_refused_in_the_folder_of_another_user_and_told_how_to_go_on()
    {
        if (Environment.UserName == "root")
        {
            Assert.Null(FolderOwner.Refusal(_folder));
            using var given = Process.Start(Require.Executable("chown"), [$"{Nobody}", _folder]);
            given.WaitForExit();
            Assert.Equal(0, given.ExitCode);
            Assert.Contains("runuser -u nobody -- before the command.", FolderOwner.Refusal(_folder), StringComparison.Ordinal);
        }

        Assert.StartsWith(_folder + " belongs to ", FolderOwner.Refusal(_folder, Root), StringComparison.Ordinal);
        Assert.Null(FolderOwner.Refusal(_folder, Nobody));
        Assert.Null(FolderOwner.Refusal(Path.Combine(_folder, "later"), Root));
    }
}
