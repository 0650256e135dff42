using EduConnect.Core.Federation.Notices;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Operators;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Operators.Switching;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.PupilSupport;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Operators;

/// <summary>What operators are told when a store is gone, and whom messages are for, masked.</summary>
public abstract class ServiceStateTests(Engine engine) : StorageSuite(engine)
{
    private readonly ReadOnlyMode _mode = new(TimeProvider.System);

    [Fact]
    public async Task Everything_is_told_while_both_stores_answer()
    {
        var state = await Read(Stores.Main, Stores.Operational).RunAsync(Cancellation);
        Assert.Equal(MainStoreState.Writable, state.Main);
        Assert.Equal((0, 0, 0, 3, 0), (state.Work!.Count, state.Nights!.Count, state.Messages!.Count, state.Switches!.Count, state.Campaigns!.Count));
        Assert.Equal(new JournalLag(0, null), state.Journal);
        Assert.Empty(state.Keys);
    }

    [Fact]
    public async Task A_main_store_that_is_gone_is_said_and_the_rest_is_still_told()
    {
        var state = await Read(Gone<MainDb>(options => new MainDb(options)), Stores.Operational).RunAsync(Cancellation);
        Assert.Equal(MainStoreState.Silent, state.Main);
        Assert.True(state is { Work: null, Nights: null, Messages: null, Notices: null, Campaigns: null });
        Assert.True(state is { Journal: not null, Windows: not null, Switches: not null });
    }

    [Fact]
    public async Task An_operational_store_that_is_gone_is_said_and_the_rest_is_still_told()
    {
        var state = await Read(Stores.Main, Gone<OperationalDb>(options => new OperationalDb(options))).RunAsync(Cancellation);
        Assert.Equal(MainStoreState.Writable, state.Main);
        Assert.True(state is { Messages: null, Journal: null, Windows: null, Switches: null });
        Assert.True(state is { Work: not null, Nights: not null, Campaigns: not null });
    }

    [Theory]
    [InlineData(Channel.Mail, "claire@exemple.fr", "c•••@e•••.fr")]
    [InlineData(Channel.Mail, "a@localhost", "a•••@l•••")]
    [InlineData(Channel.Mail, "@", "•••")]
    [InlineData(Channel.Sms, "+33612345678", "•••78")]
    [InlineData(Channel.Sms, "123", "•••")]
    public void A_recipient_is_masked(Channel channel, string recipient, string masked) => Assert.Equal(masked, MaskedRecipient.Of(channel, recipient));

    private ReadServiceState Read(Func<MainDb> openMain, Func<OperationalDb> openOperational)
    {
        var (main, operational) = (new StoreFactory<MainDb>(openMain), new StoreFactory<OperationalDb>(openOperational));
        var folders = new DepositFolders(DepositFolder.Both(Stores.Folder, Clock));
        return new ReadServiceState(
            main, operational, Stores.Provider, new StoreAnswers(Stores.Provider), _mode, new MaintenanceOptions(), new ReadWork(main, Clock), new ReadNights(main), new CountMessages(main, operational), new CountNotices(main),
            new ReadWindows(operational, Clock), new ReadSwitches(operational, new FranceConnectOptions(), new PupilSupportOptions()),
            new ReadKeys(new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, new SystemRandomSource())), new ReadImports(main, folders, new CountDeposits(main, folders, Clock)), new ClockWatch(Clock), Clock);
    }

    // A port nobody listens at; a folder that does not exist.
    private Func<TDb> Gone<TDb>(Func<DbContextOptions<TDb>, TDb> create)
        where TDb : DbContext => () =>
        {
            var options = new DbContextOptionsBuilder<TDb>();
            Stores.Provider.Configure(options, Stores.Provider.Name == "sqlite" ? $"Data Source={Path.Combine(Stores.Folder, "none", "none.db")}" : "Host=127.0.0.1;Port=9;Username=none;Database=none;Timeout=2");
            return create(options.Options);
        };
}

/// <summary>Over the embedded engine.</summary>
public sealed class ServiceStateOnSqlite() : ServiceStateTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class ServiceStateOnPostgreSql() : ServiceStateTests(Engine.PostgreSql);
