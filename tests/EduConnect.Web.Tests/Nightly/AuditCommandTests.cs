using EduConnect.Core.Platform.Audit;
using EduConnect.Testing.Storage;
using EduConnect.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Tests.Nightly;

/// <summary>The command <c>audit verify</c>, run as an operator runs it after a night.</summary>
[Collection("Console")]
[Trait("Rule", "S-AU2")]
public sealed class AuditCommandTests : IAsyncLifetime
{
    private TestStores _stores = null!;

    public async ValueTask InitializeAsync() => _stores = await TestStores.CreateAsync(Engine.Sqlite);

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task The_trail_is_sealed_by_the_night_and_a_change_ends_with_1()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var db = _stores.Main();
        db.Add(Actor.Service.Event("directory.imported", new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc)));
        await db.SaveChangesAsync(cancellation);
        Assert.Equal(0, (await OperatorConsole.RunAsync(_stores, "nightly", "--step", "audit")).Status);
        var clean = await OperatorConsole.RunAsync(_stores, "audit", "verify");
        Assert.Equal(0, clean.Status);
        Assert.StartsWith("1 seals, 1 events as they were sealed, 0 erased in time, 0 not sealed yet, 0 faults", clean.Output, StringComparison.Ordinal);
        var noted = clean.Output.Split("last seal: ")[1].Trim();
        Assert.Equal(0, (await OperatorConsole.RunAsync(_stores, "audit", "verify", "--witness", noted)).Status);
        Assert.Equal(1, (await OperatorConsole.RunAsync(_stores, "audit", "verify", "--witness", "2" + noted[1..])).Status);
        await db.Set<AuditEvent>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Detail, "other"), cancellation);
        var changed = await OperatorConsole.RunAsync(_stores, "audit", "verify");
        Assert.Equal(1, changed.Status);
        Assert.Contains("): an event was changed, added or taken away.", changed.Output, StringComparison.Ordinal);
        Assert.Contains("\"fault\":\"EventsWereChanged\"", (await OperatorConsole.RunAsync(_stores, "audit", "verify", "--json")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("x:00")]
    [InlineData("1:zz")]
    [InlineData("1:00")]
    public async Task A_witness_that_cannot_be_read_is_said_and_ends_with_2(string witness)
    {
        var answer = await OperatorConsole.RunAsync(_stores, "audit", "verify", "--witness", witness);
        Assert.Equal(2, answer.Status);
        Assert.StartsWith("educonnect audit verify: give --witness as NUMBER:CODE", answer.Error, StringComparison.Ordinal);
    }
}
