using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;

namespace EduConnect.Web.Tests.Operators;

/// <summary>The command <c>keys</c>, as an operator runs it (S-PP4).</summary>
[Collection("Console"), Trait("Rule", "S-PP4")]
public sealed class KeysCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task A_key_gets_a_successor_and_the_old_one_stays_for_backups()
    {
        var first = await OperatorConsole.RunAsync(_stores, "keys", "rotate", "ProvisionalDisplay");
        Assert.Equal((0, ""), (first.Status, first.Error));
        Assert.Matches("^key: [A-Za-z0-9_-]+\nresealed: 0\n?$", first.Output.ReplaceLineEndings("\n"));
        var second = await OperatorConsole.RunAsync(_stores, "keys", "rotate", "ProvisionalDisplay");
        Assert.NotEqual(first.Output, second.Output);
        Assert.Equal("resealed: 0", (await OperatorConsole.RunAsync(_stores, "keys", "reseal")).Output.Trim());
        var kept = await OperatorConsole.RunAsync(_stores, "keys", "retire", "ProvisionalDisplay");
        Assert.Equal(0, kept.Status);
        Assert.Contains($"kept: {first.Output.Split('\n')[0].Trim()["key: ".Length..]} (backups may need it)", kept.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_pepper_stays_for_agents_who_have_not_signed_in_and_they_are_named()
    {
        await OperatorConsole.RunAsync(_stores, "agent", "add", "a.leroux", "--name", "A. Leroux", "--module", "Operations");
        await OperatorConsole.RunAsync(_stores, "keys", "rotate", "Pepper");
        Assert.Matches("^kept: [A-Za-z0-9_-]+ \\(1 rows need it\\)\nagents who have not signed in since: a.leroux\n?$", (await OperatorConsole.RunAsync(_stores, "keys", "retire", "Pepper")).Output.ReplaceLineEndings("\n"));
        await OperatorConsole.RunAsync(_stores, "agent", "password", "a.leroux");
        Assert.Contains("(backups may need it)", (await OperatorConsole.RunAsync(_stores, "keys", "retire", "Pepper")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_never_rotated_is_refused()
    {
        var (status, output, error) = await OperatorConsole.RunAsync(_stores, "keys", "rotate", "PairwiseSubjects");
        Assert.NotEqual(0, status);
        Assert.DoesNotContain("key:", output, StringComparison.Ordinal);
        Assert.Contains("PairwiseSubjects", error, StringComparison.Ordinal);
    }
}
