using EduConnect.Demonstration.Demo;

namespace EduConnect.Web.Tests.Demonstration;

/// <summary>The demonstration only ever empties a folder of its own.</summary>
public sealed class DemoFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("educonnect-demo-folder-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_with_something_else_is_refused_and_left_alone(bool isFresh)
    {
        var file = Path.Combine(folder, "thesis.txt");
        File.WriteAllText(file, "precious");
        var refused = Assert.Throws<DemoRefusedException>(() => DemoFolder.Prepare(folder, isFresh));
        Assert.Contains("--data", refused.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(file));
    }

    [Fact]
    public void A_finished_demonstration_goes_on_where_it_was()
    {
        new DemoMemory { IsComplete = true, AgentUsername = "s.carpentier", Activated = ["a.dupont"] }.Save(folder);
        var memory = DemoFolder.Prepare(folder, isFresh: false);
        Assert.Equal("s.carpentier", memory.AgentUsername);
        Assert.Equal(["a.dupont"], memory.Activated);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Fresh_or_half_made_ones_begin_anew(bool isComplete, bool isFresh)
    {
        new DemoMemory { IsComplete = isComplete, AgentUsername = "s.carpentier" }.Save(folder);
        File.WriteAllText(Path.Combine(folder, "main.db"), "old");
        Assert.Empty(DemoFolder.Prepare(folder, isFresh).AgentUsername);
        Assert.False(File.Exists(Path.Combine(folder, "main.db")));
    }

    [Fact]
    public void Passwords_are_readable_by_their_owner_only()
    {
        DemoFolder.Prepare(folder, isFresh: false);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "demo.json")));
    }
}
