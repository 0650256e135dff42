using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Activation;
using EduConnect.Core.Agents;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Informing;

public abstract class InformTests(Engine engine) : StorageSuite(engine)
{
    private const int Pupils = 450;
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
            data.Pupil(_school, schoolClass, "NOM", $"P{i:000}", username: $"p.nom{i}");
        }

        data.Pupil(_foreign, data.Class(_foreign), "AUTRE", "Autre", username: "a.autre");
        await data.SaveAsync();
    }

    [Fact]
    [Trait("Row", "#137")]
    [Trait("Row", "#138")]
    [Trait("Row", "#139")]
    [Trait("Rule", "S-PP8")]
    [Trait("Row", "#140")]
    public async Task Each_state_gets_the_effect_the_page_announced()
    {
        await using (var db = Stores.Main())
        {
            await StateAsync(db, "p.nom0", AccountState.Activated, withProvisional: false);
            await StateAsync(db, "p.nom1", AccountState.Informed, withProvisional: true);
        }

        var before = await AccountsAsync();
        await RunAsync(await OrderAsync(InformWay.Sheets, withReset: false));
        var after = await AccountsAsync();
        Assert.Equal((AccountState.Activated, "hash", false), (after["p.nom0"].State, after["p.nom0"].PasswordHash, after["p.nom0"].ProvisionalMac is not null));
        Assert.Equal(AccountState.Informed, after["p.nom1"].State);
        Assert.Equal(before["p.nom1"].ProvisionalMac, after["p.nom1"].ProvisionalMac);
        Assert.Equal(AccountState.Informed, after["p.nom2"].State);
        Assert.All(after.Where(pair => pair.Key.StartsWith("p.nom", StringComparison.Ordinal)), pair => Assert.NotNull(pair.Value.LastInformedAt));
        Assert.Equal(Pupils - 1, after.Values.Count(account => _passwords.Open(account) is not null));
        Assert.Equal((AccountState.NotInformed, (DateTime?)null), (after["a.autre"].State, after["a.autre"].LastInformedAt));
    }

    [Fact]
    [Trait("Row", "#142")]
    public async Task A_reset_replaces_every_password_and_ends_sessions()
    {
        await using (var db = Stores.Main())
        {
            await StateAsync(db, "p.nom0", AccountState.Activated, withProvisional: false);
            await StateAsync(db, "p.nom1", AccountState.Informed, withProvisional: true);
        }

        var before = await AccountsAsync();
        await using var operational = Stores.Operational();
        operational.Add(new Session { Id = Guid.CreateVersion7(), HandleHash = [1], Kind = SessionKind.Pupil, HolderId = before["p.nom0"].Id, Methods = "pwd", ExpiresAt = DateTime.UtcNow.AddHours(1) });
        await operational.SaveChangesAsync(Cancellation);
        await RunAsync(await OrderAsync(InformWay.Sheets, withReset: true));
        var after = await AccountsAsync();
        Assert.Equal((AccountState.Activated, null), (after["p.nom0"].State, after["p.nom0"].PasswordHash));
        Assert.NotNull(_passwords.Open(after["p.nom0"]));
        Assert.NotEqual(before["p.nom1"].ProvisionalMac, after["p.nom1"].ProvisionalMac);
        operational.ChangeTracker.Clear();
        Assert.NotNull((await operational.Set<Session>().SingleAsync(Cancellation)).EndedAt);
    }

    [Fact]
    public async Task A_worker_killed_anywhere_leaves_each_account_done_once()
    {
        var operation = await OrderAsync(InformWay.Sheets, withReset: true);
        foreach (var chunks in new[] { 0, 1, 1 })
        {
            var stopper = new StopAfter(chunks);
            await Assert.ThrowsAsync<InvalidOperationException>(() => Handler(stopper).RunAsync(operation, Progress(operation), Cancellation));
        }

        var between = await AccountsAsync();
        await RunAsync(operation);
        var after = await AccountsAsync();
        Assert.All(between.Where(pair => pair.Value.ProvisionalMac is not null), pair => Assert.Equal(pair.Value.ProvisionalMac, after[pair.Key].ProvisionalMac));
        Assert.Equal(Pupils, after.Values.Count(account => _passwords.Open(account) is not null));
        await using var db = Stores.Main();
        Assert.Equal(Pupils, await db.Set<AuditEvent>().CountAsync(audit => audit.Code == "account.informed", Cancellation));
        Assert.Equal(Pupils, await db.Set<InformedAccount>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Two_agents_at_once_agree_on_every_password()
    {
        var orders = new[] { await OrderAsync(InformWay.Sheets, withReset: false), await OrderAsync(InformWay.Sheets, withReset: false) };
        await Task.WhenAll(orders.Select(operation => Task.Run(() => RunAsync(operation), Cancellation)));
        await using var db = Stores.Main();
        Assert.Equal(2 * Pupils, await db.Set<InformedAccount>().CountAsync(informed => informed.By == InformedBy.Sheet, Cancellation));
        Assert.Equal(Pupils, (await AccountsAsync()).Values.Count(account => account.State == AccountState.Informed && _passwords.Open(account) is not null));
    }

    [Fact]
    public async Task The_same_order_sent_twice_is_carried_out_once_and_another_agents_is_refused()
    {
        var (id, request) = (Guid.CreateVersion7(), new RequestInformation(_main, Stores.Provider, Clock));
        var order = new InformOrder(ListKind.Pupils, InformWay.Sheets, 1, false, "S. Carpentier", [Guid.CreateVersion7()]);
        Assert.True(await request.RunAsync(Scope("a"), id, order, Cancellation));
        Assert.True(await request.RunAsync(Scope("a"), id, order, Cancellation));
        Assert.False(await request.RunAsync(Scope("b"), id, order, Cancellation));
        await using var db = Stores.Main();
        Assert.Equal(1, await db.Set<Operation>().CountAsync(Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-TN4")]
    public async Task An_account_of_another_school_is_left_alone()
    {
        var foreign = (await AccountsAsync())["a.autre"].Id;
        var operation = await OrderAsync(InformWay.Sheets, withReset: true, foreign);
        var outcome = InformOutcome.Read(await Handler().RunAsync(operation, Progress(operation), Cancellation));
        Assert.Equal(new InformOutcome(Pupils, 0, 0, 1), outcome);
        Assert.Equal(AccountState.NotInformed, (await AccountsAsync())["a.autre"].State);
    }

    [Fact]
    [Trait("Row", "#185")]
    [Trait("Row", "#187")]
    [Trait("Rule", "S-RC2")]
    public async Task Guardians_with_a_working_address_get_a_link_and_never_a_password()
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var child = data.Pupil(_school, null, "ZOLA", "Émile");
            data.Guardian(child, "ZOLA", "Alexandrine", "a.zola", mail: "a.zola@example.org");
            data.Guardian(child, "ZOLA", "François", "f.zola", mail: null);
            await data.SaveAsync();
        }

        var guardians = await _lists.PeopleAsync(_school.Id, ListKind.LegalGuardians, new ListSearch(), Cancellation);
        var operation = Operation(new InformOrder(ListKind.LegalGuardians, InformWay.Mail, 1, false, "S. Carpentier", [.. guardians]));
        var outcome = InformOutcome.Read(await Handler().RunAsync(operation, Progress(operation), Cancellation));
        Assert.Equal(new InformOutcome(0, 1, 1, 0), outcome);
        await using var read = Stores.Main();
        var mail = await read.Set<OutboxMessage>().SingleAsync(Cancellation);
        var accounts = await AccountsAsync();
        Assert.Equal("a.zola@example.org", mail.Recipient);
        Assert.Contains("a.zola", mail.Text, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5080/activation/lien/", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Émile ZOLA", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_passwords.Open(accounts["a.zola"])!.Reveal(), mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.Equal((AccountState.Informed, AccountState.NotInformed), (accounts["a.zola"].State, accounts["f.zola"].State));
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task Nothing_is_ordered_during_maintenance()
    {
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddHours(1));
        var request = new RequestInformation(_main, Stores.Provider, Clock);
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => request.RunAsync(
            Scope("a"), Guid.CreateVersion7(), new InformOrder(ListKind.Pupils, InformWay.Sheets, 1, false, "S. C.", [Guid.CreateVersion7()]), Cancellation));
    }

    private async Task<Operation> OrderAsync(InformWay way, bool withReset, params Guid[] more)
    {
        var pupils = await _lists.PeopleAsync(_school.Id, ListKind.Pupils, new ListSearch(), Cancellation);
        return Operation(new InformOrder(ListKind.Pupils, way, 1, withReset, "S. Carpentier", [.. pupils, .. more]));
    }

    [Theory]
    [Trait("Row", "#213"), Trait("Section", "10.12")]
    [InlineData(ListKind.LegalGuardians, false, "https://portail.exemple.test")]
    [InlineData(ListKind.PersonsInCharge, false, "http://localhost:5080/connexion/responsable")]
    [InlineData(ListKind.PersonsInCharge, true, "https://ent.example.org")]
    public async Task Only_mails_of_legal_guardians_lead_to_the_portal(ListKind kind, bool hasAddress, string expected)
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var tie = kind == ListKind.LegalGuardians ? Core.Guardians.GuardianKind.LegalGuardian : Core.Guardians.GuardianKind.PersonInCharge;
            data.Guardian(data.Pupil(_school, data.Class(_school, "6E A")), username: "r.un", mail: "un@example.org", kind: tie);
            if (hasAddress)
            {
                db.Add(new SchoolAddress { SchoolId = _school.Id, People = AddressedPeople.PersonsInCharge, Address = "https://ent.example.org", IsOn = true });
            }

            await data.SaveAsync();
        }

        await RunAsync(Operation(new InformOrder(kind, InformWay.Mail, 1, false, "S. Carpentier", [(await AccountsAsync())["r.un"].Id])));
        await using var read = Stores.Main();
        var mail = await read.Set<OutboxMessage>().SingleAsync(Cancellation);
        Assert.Contains("Connectez-vous plutôt avec lui : " + expected, mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "#213")]
    public async Task Mails_carry_the_address_of_the_school_beside_the_portal_while_it_is_switched_on()
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var child = data.Pupil(_school, data.Class(_school, "6E A"));
            data.Guardian(child, username: "r.un", mail: "un@example.org");
            data.Guardian(child, username: "r.deux", mail: "deux@example.org");
            db.Add(new SchoolAddress { SchoolId = _school.Id, People = AddressedPeople.LegalGuardians, Address = "https://ent.example.org/_a_/b", IsOn = true });
            db.Add(new SchoolAddress { SchoolId = _foreign.Id, People = AddressedPeople.LegalGuardians, Address = "https://autre.example.org", IsOn = true });
            await data.SaveAsync();
        }

        await MailAsync("r.un");
        await using (var db = Stores.Main())
        {
            await db.Set<SchoolAddress>().ExecuteUpdateAsync(set => set.SetProperty(address => address.IsOn, false), Cancellation);
        }

        await MailAsync("r.deux");
        await using var read = Stores.Main();
        var mails = await read.Set<OutboxMessage>().ToDictionaryAsync(mail => mail.Recipient, Cancellation);
        Assert.Contains("\n\nServices de l’établissement : https://ent.example.org/_a_/b\n\nCe n’est pas vous", mails["un@example.org"].Text, StringComparison.Ordinal);
        Assert.Contains("https://ent.example.org/_a_/b", mails["un@example.org"].Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Services de l’établissement", mails["deux@example.org"].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", mails["deux@example.org"].Text, StringComparison.Ordinal);

        async Task MailAsync(string username) => await RunAsync(Operation(new InformOrder(ListKind.LegalGuardians, InformWay.Mail, 1, false, "S. Carpentier", [(await AccountsAsync())[username].Id])));
    }

    [Theory]
    [Trait("Rule", "S-RC1")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Earlier_links_die_when_the_password_is_reset_and_go_on_when_it_is_not(bool withReset)
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            data.Guardian(data.Pupil(_school, data.Class(_school, "6E A")), username: "r.un", mail: "un@example.org");
            await data.SaveAsync();
            await StateAsync(db, "r.un", AccountState.Informed, withProvisional: true);
            var account = (await AccountsAsync())["r.un"].Id;
            db.Add(new AccountLink { Id = Guid.CreateVersion7(), AccountId = account, Purpose = LinkPurpose.Activate, TokenHash = [1], Mail = "un@example.org", CreatedAt = Clock.UtcNow, ExpiresAt = Clock.UtcNow.AddDays(30) });
            await db.SaveChangesAsync(Cancellation);
        }

        await RunAsync(Operation(new InformOrder(ListKind.LegalGuardians, InformWay.Mail, 1, withReset, "S. Carpentier", [(await AccountsAsync())["r.un"].Id])));
        await using var after = Stores.Main();
        var links = await after.Set<AccountLink>().ToListAsync(Cancellation);
        Assert.Equal(withReset, links.Single(link => link.TokenHash.Length == 1).UsedAt is not null);
        Assert.Contains(links, link => link.TokenHash.Length > 1 && link.UsedAt is null);
    }

    private Operation Operation(InformOrder order) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = InformOrder.OperationKind,
        Argument = order.ToJson(),
        RequestedByKind = ActorKind.Agent,
        RequestedById = "a",
        SchoolId = _school.Id,
        Total = order.Accounts.Count,
    };

    private EstablishmentScope Scope(string agent) => new(
        new SignedInAgent(Guid.CreateVersion7(), new Agent { Username = agent, DisplayName = agent, PasswordHash = "x", TotpSeed = [1] }, []), _school, new Actor(ActorKind.Agent, agent));

    private Task<string> RunAsync(Operation operation) => Handler().RunAsync(operation, Progress(operation), Cancellation);

    private OperationProgress Progress(Operation operation) => new(_main, Clock, operation.Id);

    private InformHandler Handler(StopAfter? stopper = null)
    {
        var factory = stopper is null ? _main : new StoreFactory<MainDb>(() => stopper.Open(Stores.Main));
        var (service, deadlines) = (new ServiceOptions { PortalAddress = "https://portail.exemple.test" }, new Deadlines());
        var links = new AccountLinks(service, deadlines, Clock, _random);
        var outbox = new OutboxWriter(service, Clock, _random);
        var mails = new InformationMails(links, new ConfirmationMails(links, outbox, deadlines, Clock), _passwords, outbox, new InformOptions(), service, deadlines, Clock);
        var chunk = new InformChunk(factory, new StoreFactory<OperationalDb>(Stores.Operational), _passwords, mails, deadlines, Clock);
        return new InformHandler(_main, new AccountChunks(Stores.Provider), _lists, chunk);
    }

    private async Task<Dictionary<string, Account>> AccountsAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Account>().AsNoTracking().ToDictionaryAsync(account => account.Username, Cancellation);
    }

    private async Task StateAsync(MainDb db, string username, AccountState state, bool withProvisional)
    {
        var account = await db.Set<Account>().SingleAsync(row => row.Username == username, Cancellation);
        account.State = state;
        account.PasswordHash = withProvisional ? null : "hash";
        if (withProvisional)
        {
            var (_, copies) = _passwords.Draw(account.Id);
            (account.ProvisionalCipher, account.ProvisionalMac, account.ProvisionalCreatedAt, account.ProvisionalExpiresAt) = (copies.Cipher, copies.Mac, copies.CreatedAt, Clock.UtcNow.AddDays(10));
        }

        await db.SaveChangesAsync(Cancellation);
    }

    /// <summary>Stands for a process that dies: after some chunks, no unit of work opens any more.</summary>
    private sealed class StopAfter(int chunks)
    {
        private int _opened;

        public MainDb Open(Func<MainDb> open) => _opened++ < chunks ? open() : throw new InvalidOperationException("killed");
    }
}

public sealed class InformOnSqlite() : InformTests(Engine.Sqlite);

public sealed class InformOnPostgreSql() : InformTests(Engine.PostgreSql);
