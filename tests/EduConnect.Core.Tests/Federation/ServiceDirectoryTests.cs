using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>How long a change of a contract takes to be obeyed by a node that has it in memory.</summary>
public sealed class ServiceDirectoryTests() : StorageSuite(Engine.Sqlite)
{
    [Fact]
    public async Task After_any_rest_the_first_request_already_sees_a_change()
    {
        using var directory = await FilledAsync();
        await CloseAsync();
        Clock.Advance(ServiceDirectory.Freshness / 2);
        Assert.True((await directory.FindAsync("ent", Cancellation))!.Enabled);
        Clock.Advance(TimeSpan.FromHours(8));
        Assert.False((await directory.FindAsync("ent", Cancellation))!.Enabled);
    }

    [Fact]
    [Trait("Rule", "S-MT5")]
    public async Task While_main_cannot_be_read_the_known_contracts_go_on_and_only_one_request_asks_first()
    {
        var stores = new Breakable(Stores);
        using var directory = await FilledAsync(stores);
        stores.IsBroken = true;
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await directory.FindAsync("ent", Cancellation))!.Enabled);
        Assert.Equal(2, stores.Opened);
        await CloseAsync();
        stores.IsBroken = false;
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await directory.FindAsync("ent", Cancellation))!.Enabled);
    }

    private async Task<ServiceDirectory> FilledAsync(IDbContextFactory<MainDb>? stores = null)
    {
        await using (var db = Stores.Main())
        {
            db.Add(new Service { Id = Guid.CreateVersion7(), ClientId = "ent", Name = "ENT", Sector = "ent.example", RedirectUris = ["https://ent.example/cb"], Scopes = ["openid"] });
            await db.SaveChangesAsync(Cancellation);
        }

        var directory = new ServiceDirectory(stores ?? new Breakable(Stores), Clock);
        Assert.True((await directory.FindAsync("ent", Cancellation))!.Enabled);
        return directory;
    }

    private async Task CloseAsync()
    {
        await using var db = Stores.Main();
        await db.Set<Service>().ExecuteUpdateAsync(row => row.SetProperty(service => service.Enabled, false), Cancellation);
    }

    private sealed class Breakable(TestStores stores) : IDbContextFactory<MainDb>
    {
        public bool IsBroken { get; set; }

        public int Opened { get; private set; }

        public MainDb CreateDbContext()
        {
            Opened++;
            return IsBroken ? throw new InvalidOperationException("no main store") : stores.Main();
        }
    }
}
