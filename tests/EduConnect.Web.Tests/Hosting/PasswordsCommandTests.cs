using EduConnect.Testing.Storage;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>The command <c>passwords</c>, run as an operator runs it (S-PW5).</summary>
[Collection("Console"), Trait("Rule", "S-PW5")]
public sealed class PasswordsCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_list_is_made_and_its_length_told()
    {
        Assert.Equal((0, "passwords: none\n", ""), await RunAsync("status"));
        var list = Path.Combine(_stores.Folder, "list.txt");
        await File.WriteAllTextAsync(list, "azerty\nbrouette verte à pois\nbrouette verte à pois\n", TestContext.Current.CancellationToken);
        var file = Path.Combine(_stores.Folder, "passwords", "leaked");
        Assert.Equal((0, $"lines: 3\ntoo short: 1\nunreadable: 0\npasswords: 1\nfile: {file}\n", ""), await RunAsync("prepare", list));
        Assert.Equal((0, $"passwords: 1\nfile: {file}\n", ""), await RunAsync("status"));
        await File.WriteAllTextAsync(file, "not ours", TestContext.Current.CancellationToken);
        Assert.Equal((1, "", "educonnect passwords: The list of leaked passwords is damaged or was not made by ./educonnect passwords prepare.\n"), await RunAsync("status"));
    }

    [Fact]
    public async Task A_list_that_is_not_there_is_told_in_one_sentence()
    {
        var (status, output, error) = await RunAsync("prepare", "/nowhere/list.txt");
        Assert.Equal((1, ""), (status, output));
        Assert.Matches("^educonnect passwords: Could not find .*'/nowhere/list.txt'.\n$", error);
    }

    private async Task<(int Status, string Output, string Error)> RunAsync(params string[] words)
    {
        var (status, output, error) = await OperatorConsole.RunAsync(_stores, ["passwords", .. words]);
        return (status, output.ReplaceLineEndings("\n"), error.ReplaceLineEndings("\n"));
    }
}
