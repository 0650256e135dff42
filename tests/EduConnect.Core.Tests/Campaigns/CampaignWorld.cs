using System.Text;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Campaigns.Checking;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Core.Campaigns.Loading;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Storage;
using EduConnect.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Campaigns;

/// <summary>The use cases of campaigns over the stores of a test, and a worker that can be killed.</summary>
internal sealed class CampaignWorld(TestStores stores, TestClock clock) : IDisposable
{
    public static readonly Actor Operator = new(ActorKind.Operator, "op");
    private readonly SystemRandomSource _random = new();
    private readonly HashingPool _pool = new(TimeProvider.System, threads: 1);
    private readonly StoreFactory<MainDb> _main = new(stores.Main);
    private readonly StoreFactory<OperationalDb> _operational = new(stores.Operational);
    private KeyRing? _keys;

    public KeyRing Keys => _keys ??= new KeyRing(Path.Combine(stores.Folder, "keys"), clock, _random);

    public PasswordHasher Hasher => new(Keys, _random, _pool);

    public ProvisionalPasswords Provisional => new(Keys, _random, clock);

    public PreviewCampaign Preview => new(_main);

    public FollowCampaign Follow => new(_main);

    public StopCampaign Stop => new(_main, clock);

    public CancelCampaign Cancel => new(_main, clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _pool.Dispose();

    public Task<Campaign> LoadAsync(string file, string name = "leak", DateTime? changedSince = null) => LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), name, changedSince);

    public Task<Campaign> LoadAsync(Stream file, string name, DateTime? changedSince = null) =>
        new LoadCampaign(_main, stores.Provider, Leaked, stores.ReadOnly, _random, clock).RunAsync(file, name, changedSince, Operator, Cancellation);

    public async Task<CampaignPreview> CheckedAsync(string file, string name = "leak", DateTime? changedSince = null)
    {
        var campaign = await LoadAsync(file, name, changedSince);
        await WorkAsync(campaign.Id);
        return await Preview.RunAsync(campaign.Id, Cancellation);
    }

    public Task<int> ApplyAsync(Guid campaign) => new ApplyCampaign(_main, _random, clock).RunAsync(campaign, Operator, Cancellation);

    /// <summary>Does the operation of the campaign; with <paramref name="units"/>, dies when it opens one more unit of work.</summary>
    public async Task<CampaignState> WorkAsync(Guid campaign, int? units = null)
    {
        var opened = 0;
        var main = new StoreFactory<MainDb>(() => opened++ < (units ?? int.MaxValue) ? stores.Main() : throw new InvalidOperationException("killed"));
        await using var db = stores.Main();
        var id = (await db.Set<Campaign>().AsNoTracking().SingleAsync(one => one.Id == campaign, Cancellation)).OperationId;
        var operation = await db.Set<Operation>().AsNoTracking().SingleAsync(one => one.Id == id, Cancellation);
        var turns = new CampaignTurns(_main, _random, clock);
        OperationHandler handler = operation.Kind == CheckHandler.OperationKind
            ? new CheckHandler(main, stores.Provider, new CheckChunk(new LeakedPasswordCheck(Leaked, Hasher, new ProvisionalPasswordMac(Keys), clock), clock), new HashedUsernames(main, stores.Provider, stores.ReadOnly), turns, stores.ReadOnly)
            : new ApplyHandler(main, new AccountChunks(stores.Provider), new ApplyChunk(main, _operational, clock), turns, clock);
        return CampaignOutcome.Read(await handler.RunAsync(operation, new OperationProgress(_main, clock, operation.Id), Cancellation)).State;
    }

    public async Task<List<CampaignLine>> LinesAsync(Guid campaign)
    {
        await using var db = stores.Main();
        return await db.Set<CampaignLine>().AsNoTracking().Where(line => line.CampaignId == campaign).OrderBy(line => line.Number).ToListAsync(Cancellation);
    }

    public async Task<Dictionary<string, Account>> AccountsAsync()
    {
        await using var db = stores.Main();
        return await db.Set<Account>().AsNoTracking().ToDictionaryAsync(account => account.Username, Cancellation);
    }

    public async Task ChangeAsync(string username, Action<Account, MainDb> change)
    {
        await using var db = stores.Main();
        change(await db.Set<Account>().SingleAsync(account => account.Username == username, Cancellation), db);
        await db.SaveChangesAsync(Cancellation);
    }

    private LeakedPasswords Leaked => new(new SealedBytes(Keys, _random));
}
