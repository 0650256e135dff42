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
    public async Task A_key_that_is_never_rotated_is_refused()
    {
        var (status, output, error) = await OperatorConsole.RunAsync(_stores, "keys", "rotate", "PairwiseSubjects");
        Assert.NotEqual(0, status);
        Assert.DoesNotContain("key:", output, StringComparison.Ordinal);
        Assert.Contains("PairwiseSubjects", error, StringComparison.Ordinal);
    }
}
