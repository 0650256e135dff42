using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Passwords.Leaked;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Tests.Agents;

/// <summary>The desk where agents sign in, with one agent of an assistance team, and short ways to try.</summary>
public abstract class AgentDeskSuite(Engine engine) : StorageSuite(engine)
{
    protected const string Password = "Trois-lunes-bleues-42";
    protected const string Home = "192.0.2.1";
    protected const string Elsewhere = "198.51.100.7";
    private HashingPool _pool = null!;

    private protected virtual AdministrativeNetworks Networks => AdministrativeNetworks.None;

    private protected AgentOptions Options { get; } = new();

    private protected SystemRandomSource Random { get; } = new();

    private protected KeyRing Keys { get; private set; } = null!;

    private protected PasswordHasher Hasher { get; private set; } = null!;

    private protected AgentSessions Sessions { get; private set; } = null!;

    private protected AgentThrottle CodeTries { get; private set; } = null!;

    private protected AgentCodes Codes { get; private set; } = null!;

    private protected AgentJournal Journal { get; private set; } = null!;

    private protected AgentSignIn SignIn { get; private set; } = null!;

    private protected KnownDevices Devices { get; private set; } = null!;

    private protected NewAgent Agent { get; private set; } = null!;

    private protected byte[] Seed { get; private set; } = [];

    private protected StoreFactory<MainDb> MainStore => new(Stores.Main);

    private protected StoreFactory<OperationalDb> OperationalStore => new(Stores.Operational);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Keys = new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, Random);
        _pool = new HashingPool(Clock);
        Hasher = new PasswordHasher(Keys, Random, _pool);
        var seeds = new AgentSeeds(Keys, Random);
        CodeTries = new AgentThrottle(OperationalStore, Stores.Provider, Clock);
        Codes = new AgentCodes(seeds, CodeTries, Clock);
        Sessions = new AgentSessions(OperationalStore, MainStore, new OpenRights(Options, Networks), Random, Clock);
        Devices = new KnownDevices(Keys, Random);
        Journal = new AgentJournal(OperationalStore, Random, Clock);
        SignIn = new AgentSignIn(MainStore, OperationalStore, new Throttle(new ThrottleOptions(), Devices, Clock), CodeTries, Hasher, Codes, Sessions, Journal);
        Agent = await new AddAgent(MainStore, new PasswordJudge(new LeakedPasswords("none")), Hasher, seeds, Random, Clock, Stores.Provider)
            .RunAsync(" S.Carpentier ", "S. Carpentier", Password, [new NewRight(AgentModule.Administration, Departement: "999", Degree: Degree.Second)], Cancellation);
        Seed = seeds.Open(Agent.Id, (await StoredAsync()).TotpSeed)!;
    }

    public override async ValueTask DisposeAsync()
    {
        _pool.Dispose();
        await base.DisposeAsync();
    }

    private protected async Task<Agent> StoredAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Agent>().AsNoTracking().SingleAsync(Cancellation);
    }

    private protected async Task GiveAsync(AgentModule module)
    {
        await using var db = Stores.Main();
        db.Add(new AgentRight { Id = Guid.CreateVersion7(), AgentId = Agent.Id, Module = module, Departement = "999", GrantedAt = Clock.UtcNow });
        await db.SaveChangesAsync(Cancellation);
    }

    private protected async Task WithdrawAsync(AgentModule module)
    {
        await using var db = Stores.Main();
        await db.Set<AgentRight>().Where(right => right.Module == module).ExecuteUpdateAsync(set => set.SetProperty(right => right.EndsAt, Clock.UtcNow), Cancellation);
    }

    private protected string Code() => Totp.Code(Seed, Totp.StepAt(Clock.GetUtcNow().UtcDateTime));

    private protected Task<AgentSignInResult> TryAsync(string code, string network = Home, string password = Password) =>
        SignIn.RunAsync(new AgentAttempt("S.CARPENTIER ", password, code, network), Cancellation);

    private protected Task<AgentSignInResult> WrongAsync(string username, string network) => SignIn.RunAsync(new AgentAttempt(username, "wrong", "000000", network), Cancellation);
}
