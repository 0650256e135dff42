using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>Réinitialiser les mots de passe: at once for a few, by the worker for many (domain 10.9).</summary>
public abstract class ResetTests(Engine engine) : StorageSuite(engine)
{
    private const int Pupils = 420;
    private readonly SystemRandomSource _random = new();
    private School _school = null!;
    private School _foreign = null!;
    private ProvisionalPasswords _passwords = null!;
    private SchoolList _lists = null!;
    private StoreFactory<MainDb> _main = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _main = new StoreFactory<MainDb>(Stores.Main);
        _passwords = new ProvisionalPasswords(new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, _random), _random, Clock);
        _lists = new SchoolList(_main, new SchoolCalendar(new ServiceOptions(), Clock));
        await using var db = Stores.Main();
        var data = new TestData(db);
        (_school, _foreign) = (data.School(), data.School());
        var schoolClass = data.Class(_school);
        for (var i = 0; i < Pupils; i++)
        {
            data.Pupil(_school, schoolClass, "NOM", $"P{i:000}", username: $"p.nom{i}").Account!.State = i == 0 ? AccountState.NotInformed : AccountState.Activated;
        }

        var child = data.Pupil(_school, schoolClass, "ZOLA", "Denise", username: "d.zola");
        data.Guardian(child, "ZOLA", "Émile", "e.zola").Account.State = AccountState.Activated;
        var risky = data.Guardian(child, "ZOLA", "Alexandrine", "a.zola").Account;
        (risky.State, risky.IsCompromised) = (AccountState.Activated, true);
        data.Pupil(_foreign, data.Class(_foreign), "AUTRE", "Autre", username: "a.autre").Account!.State = AccountState.Activated;
        await data.SaveAsync();
        await db.Set<Account>().Where(account => account.State == AccountState.Activated && !account.IsCompromised).ExecuteUpdateAsync(set => set.SetProperty(account => account.PasswordHash, "hash"), Cancellation);
    }

    [Fact]
    [Trait("Row", "#154")]
    [Trait("Row", "#155")]
    public async Task A_few_are_reset_in_one_transaction_and_each_state_gets_its_due()
    {
        var before = await AccountsAsync();
        var session = await SessionOfAsync(before["p.nom1"].Id);
        var operation = await Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.Pupils, before["p.nom0"].Id, before["p.nom1"].Id, before["p.nom2"].Id), Cancellation);
        Assert.Equal(new ResetOutcome(2, 1, 0, 0), ResetOutcome.Read(operation!.Outcome!));
        var after = await AccountsAsync();
        Assert.Equal((AccountState.NotInformed, null, false), (after["p.nom0"].State, after["p.nom0"].LastInformedAt, after["p.nom0"].ProvisionalMac is not null));
        Assert.Equal((AccountState.Activated, null), (after["p.nom1"].State, after["p.nom1"].PasswordHash));
        Assert.NotNull(_passwords.Open(after["p.nom1"]));
        Assert.NotNull(after["p.nom1"].ResetRequestedAt);
        Assert.Null(after["p.nom1"].LastInformedAt);
        Assert.Equal("hash", after["p.nom3"].PasswordHash);
        await using var operational = Stores.Operational();
        Assert.NotNull((await operational.Set<Session>().SingleAsync(row => row.Id == session, Cancellation)).EndedAt);
        await using var db = Stores.Main();
        Assert.Equal(2, await db.Set<AuditEvent>().CountAsync(audit => audit.Code == ResetChunk.Code && audit.SchoolId == _school.Id && audit.ActorId == "a", Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-RC1")]
    public async Task An_earlier_link_opens_nothing_after_a_reset()
    {
        var guardian = (await AccountsAsync())["e.zola"].Id;
        await using (var db = Stores.Main())
        {
            db.Add(new AccountLink { Id = Guid.CreateVersion7(), AccountId = guardian, Purpose = LinkPurpose.Activate, TokenHash = [1], Mail = "x@exemple.fr", CreatedAt = Clock.UtcNow, ExpiresAt = Clock.UtcNow.AddDays(30) });
            await db.SaveChangesAsync(Cancellation);
        }

        await Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.LegalGuardians, guardian), Cancellation);
        await using var after = Stores.Main();
        Assert.Equal(Clock.UtcNow, (await after.Set<AccountLink>().SingleAsync(Cancellation)).UsedAt);
    }

    [Fact]
    [Trait("Row", "#196")]
    public async Task Compromised_guardians_are_left_to_informing_and_compromised_pupils_are_not()
    {
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().Where(account => account.Username == "p.nom1").ExecuteUpdateAsync(set => set.SetProperty(account => account.IsCompromised, true).SetProperty(account => account.PasswordHash, (string?)null), Cancellation);
        }

        var accounts = await AccountsAsync();
        var guardians = await Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.LegalGuardians, accounts["e.zola"].Id, accounts["a.zola"].Id), Cancellation);
        var pupils = await Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.Pupils, accounts["p.nom1"].Id), Cancellation);
        Assert.Equal(new ResetOutcome(1, 0, 1, 0), ResetOutcome.Read(guardians!.Outcome!));
        Assert.Equal(new ResetOutcome(1, 0, 0, 0), ResetOutcome.Read(pupils!.Outcome!));
        var after = await AccountsAsync();
        Assert.Null(after["a.zola"].ProvisionalMac);
        Assert.True(after["p.nom1"].IsCompromised);
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task One_foreign_account_refuses_the_whole()
    {
        var accounts = await AccountsAsync();
        Assert.Null(await Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.Pupils, accounts["p.nom1"].Id, accounts["a.autre"].Id), Cancellation));
        Assert.Null(await Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.Pupils, accounts["e.zola"].Id), Cancellation));
        Assert.All((await AccountsAsync()).Values, account => Assert.Null(account.ProvisionalMac));
        await using var db = Stores.Main();
        Assert.Equal(0, await db.Set<Operation>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task The_same_order_twice_resets_once_and_another_agents_is_refused()
    {
        var (id, account) = (Guid.CreateVersion7(), (await AccountsAsync())["p.nom1"].Id);
        await Request().RunAsync(Scope("a"), id, Order(ListKind.Pupils, account), Cancellation);
        var first = (await AccountsAsync())["p.nom1"].ProvisionalMac;
        Assert.NotNull(await Request().RunAsync(Scope("a"), id, Order(ListKind.Pupils, account), Cancellation));
        Assert.Null(await Request().RunAsync(Scope("b"), id, Order(ListKind.Pupils, account), Cancellation));
        Assert.Equal(first, (await AccountsAsync())["p.nom1"].ProvisionalMac);
    }

    [Fact]
    public async Task Many_go_to_the_worker_and_a_worker_killed_anywhere_resets_each_once()
    {
        var all = await _lists.PeopleAsync(_school.Id, ListKind.Pupils, new ListSearch(), Cancellation);
        var operation = (await Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.Pupils, [.. all]), Cancellation))!;
        Assert.Equal((OperationState.Waiting, Pupils + 1), (operation.State, operation.Total));
        Assert.All((await AccountsAsync()).Values, account => Assert.Null(account.ProvisionalMac));
        foreach (var opened in new[] { 1, 3, 2 })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => Handler(new StopAfter(opened)).RunAsync(operation, Progress(operation), Cancellation));
        }

        var between = await AccountsAsync();
        Assert.Contains(between.Values, account => account.ProvisionalMac is not null);
        var outcome = ResetOutcome.Read(await Handler().RunAsync(operation, Progress(operation), Cancellation));
        Assert.Equal(new ResetOutcome(Pupils - 1, 2, 0, 0), outcome);
        var after = await AccountsAsync();
        Assert.All(between.Where(pair => pair.Value.ProvisionalMac is not null), pair => Assert.Equal(pair.Value.ProvisionalMac, after[pair.Key].ProvisionalMac));
        await using var db = Stores.Main();
        Assert.Equal(Pupils - 1, await db.Set<AuditEvent>().CountAsync(audit => audit.Code == ResetChunk.Code, Cancellation));
    }

    [Fact]
    public async Task A_pupil_who_activates_meanwhile_and_the_reset_agree()
    {
        var id = (await AccountsAsync())["p.nom0"].Id;
        await using (var db = Stores.Main())
        {
            var account = await db.Set<Account>().SingleAsync(row => row.Id == id, Cancellation);
            account.Inform(withReset: false, _passwords.Draw(id).Copies, Clock.UtcNow, TimeSpan.FromDays(92));
            await db.SaveChangesAsync(Cancellation);
        }

        await using var activating = Stores.Main();
        var pupil = await activating.Set<Account>().SingleAsync(row => row.Id == id, Cancellation);
        Assert.Equal(AccountRefusal.None, pupil.ActivateBySchool("chosen", null, false, Clock.UtcNow));
        await Task.WhenAll(
            Task.Run(() => Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.Pupils, id), Cancellation), Cancellation),
            Task.Run(async () =>
            {
                try
                {
                    await activating.SaveChangesAsync(Cancellation);
                }
                catch (DbUpdateConcurrencyException)
                {
                    // The reset came first: the pupil begins again with the new password.
                }
            }, Cancellation));
        var after = (await AccountsAsync())["p.nom0"];
        Assert.Null(after.PasswordHash);
        Assert.NotNull(_passwords.Open(after));
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nothing_is_reset_during_maintenance()
    {
        var id = (await AccountsAsync())["p.nom1"].Id;
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Request().RunAsync(Scope("a"), Guid.CreateVersion7(), Order(ListKind.Pupils, id), Cancellation));
    }

    private static ResetOrder Order(ListKind kind, params Guid[] accounts) => new(kind, "S. Carpentier", accounts);

    private EstablishmentScope Scope(string agent) => new(
        new SignedInAgent(Guid.CreateVersion7(), new Agent { Username = agent, DisplayName = agent, PasswordHash = "x", TotpSeed = [1] }, []), _school, new Actor(ActorKind.Agent, agent));

    private RequestReset Request() => new(_main, Stores.Provider, _lists, Chunk(), Clock);

    private ResetChunk Chunk() => new(new StoreFactory<OperationalDb>(Stores.Operational), _passwords, new Deadlines(), Clock);

    private OperationProgress Progress(Operation operation) => new(_main, Clock, operation.Id);

    private ResetHandler Handler(StopAfter? stopper = null) => new(
        stopper is null ? _main : new StoreFactory<MainDb>(() => stopper.Open(Stores.Main)), new AccountChunks(Stores.Provider), _lists, Chunk());

    private async Task<Guid> SessionOfAsync(Guid holder)
    {
        await using var db = Stores.Operational();
        var session = new Session { Id = Guid.CreateVersion7(), HandleHash = [1], Kind = SessionKind.Pupil, HolderId = holder, Methods = "pwd", ExpiresAt = DateTime.UtcNow.AddHours(1) };
        db.Add(session);
        await db.SaveChangesAsync(Cancellation);
        return session.Id;
    }

    private async Task<Dictionary<string, Account>> AccountsAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Account>().AsNoTracking().ToDictionaryAsync(account => account.Username, Cancellation);
    }

    /// <summary>Stands for a process that dies: after some units of work, none opens any more.</summary>
    private sealed class StopAfter(int units)
    {
        private int _opened;

        public MainDb Open(Func<MainDb> open) => _opened++ < units ? open() : throw new InvalidOperationException("killed");
    }
}

public sealed class ResetOnSqlite() : ResetTests(Engine.Sqlite);

public sealed class ResetOnPostgreSql() : ResetTests(Engine.PostgreSql);
