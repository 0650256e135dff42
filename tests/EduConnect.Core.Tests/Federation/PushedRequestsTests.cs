using EduConnect.Core.Federation.Pushed;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>Requests that services push, on both engines (RFC 9126).</summary>
[Trait("Rule", "S-OI1")]
public abstract class PushedRequestsTests(Engine engine) : StorageSuite(engine)
{
    private PushedRequests Requests => new(new Factory(Stores), new SystemRandomSource(), Clock);

    [Fact]
    public async Task One_of_many_nodes_takes_a_request_and_its_journey_can_go_on_for_an_hour()
    {
        var handle = await Requests.KeepAsync("rp", "?scope=openid", Cancellation);
        Assert.Null(await Requests.FindOpenedAsync(handle, "rp", Cancellation));
        Assert.Null(await Requests.TakeAsync(handle, "other", Cancellation));
        Assert.Null(await Requests.TakeAsync(handle + "x", "rp", Cancellation));
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Requests.TakeAsync(handle, "rp", Cancellation))));
        Assert.Equal("?scope=openid", Assert.Single(taken.OfType<string>()));
        Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("?scope=openid", await Requests.FindOpenedAsync(handle, "rp", Cancellation));
        Assert.Null(await Requests.FindOpenedAsync(handle, "other", Cancellation));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Requests.FindOpenedAsync(handle, "rp", Cancellation));
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task A_request_waits_for_sixty_seconds_and_is_erased(int seconds, bool works)
    {
        var handle = await Requests.KeepAsync("rp", "?scope=openid", Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(works, await Requests.TakeAsync(handle, "rp", Cancellation) is not null);
        Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await Requests.EraseAsync(Cancellation));
        await using var store = Stores.Operational();
        Assert.False(await store.Set<PushedRequest>().AnyAsync(Cancellation));
    }

    private sealed class Factory(TestStores stores) : IDbContextFactory<OperationalDb>
    {
        public OperationalDb CreateDbContext() => stores.Operational();
    }
}

public sealed class PushedRequestsOnSqlite() : PushedRequestsTests(Engine.Sqlite);

public sealed class PushedRequestsOnPostgreSql() : PushedRequestsTests(Engine.PostgreSql);
