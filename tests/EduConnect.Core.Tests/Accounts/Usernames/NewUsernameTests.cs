using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Usernames;

/// <summary>Réinitialiser l'identifiant: asked for by day, given by night (domain 10.11).</summary>
public abstract class NewUsernameTests(Engine engine) : StorageSuite(engine)
{
    private StoreFactory<MainDb> _main = null!;
    private School _school = null!;
    private TestPupil _pupil = null!;
    private TestGuardian _same = null!;
    private TestGuardian _different = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _main = new StoreFactory<MainDb>(Stores.Main);
        await using var db = Stores.Main();
        var data = new TestData(db);
        _school = data.School();
        var first = data.School(degree: Degree.First);
        _pupil = data.Pupil(_school, null, "DUPONT", "Jeanne", username: "j.dupond");
        data.Pupil(_school, null, "DUPONT", "Julie", username: "j.dupont");
        var little = data.Pupil(first, null, "DUPONT", "Léo");
        _same = data.Guardian(_pupil, "LE GOFF", "Éloïse", "e.legof", others: little);
        _different = data.Guardian(_pupil, "DUPONT", "Marie", "m.dupond", others: little);
        _same.Records[1].FamilyName = "Le-Goff";
        _different.Records[1].FirstName = "Marie-Claude";
        _pupil.Account!.PasswordHash = "hash";
        await data.SaveAsync();
    }

    [Fact]
    [Trait("Row", "#166")]
    [Trait("Row", "#167")]
    [Trait("Row", "#168")]
    public async Task Until_the_night_nothing_changes_then_only_the_new_one_is_there_and_the_password_stays()
    {
        Assert.Equal(UsernameRequest.Requested, await RequestAsync(ListKind.Pupils, _pupil.Account!.Id));
        Assert.Equal(UsernameRequest.Requested, await RequestAsync(ListKind.Pupils, _pupil.Account.Id));
        Assert.Equal("j.dupond", (await AccountAsync(_pupil.Account.Id)).Username);
        Assert.Equal(new GivenUsernames(1, 0), await Night().RunAsync(Cancellation));
        var after = await AccountAsync(_pupil.Account.Id);
        Assert.Matches("^j\\.dupont[0-9]+$", after.Username);
        Assert.Equal(("hash", null), (after.PasswordHash, after.NewUsernameRequestedAt));
        Assert.Equal(new GivenUsernames(0, 0), await Night().RunAsync(Cancellation));
        await using var db = Stores.Main();
        Assert.True(await db.Set<RetiredUsername>().AnyAsync(retired => retired.Username == "j.dupond", Cancellation));
        Assert.NotEqual("j.dupond", (await Allocator().AllocateAsync(db, Stores.Provider.Bulk(db), ["j.dupond"], Cancellation))[0]);
        Assert.Equal([RequestUsername.Code, GiveRequestedUsernames.Code], await db.Set<AuditEvent>().Where(audit => audit.AccountId == after.Id).OrderBy(audit => audit.Id).Select(audit => audit.Code).ToListAsync(Cancellation));
    }

    [Fact]
    [Trait("Row", "#169")]
    public async Task A_guardian_needs_the_same_names_in_every_school_then_and_in_the_night()
    {
        Assert.Equal(UsernameRequest.NamesDiffer, await RequestAsync(ListKind.LegalGuardians, _different.Account.Id));
        Assert.Null((await AccountAsync(_different.Account.Id)).NewUsernameRequestedAt);
        Assert.Equal(UsernameRequest.Requested, await RequestAsync(ListKind.LegalGuardians, _same.Account.Id));
        await using (var db = Stores.Main())
        {
            await db.Set<GuardianRecord>().Where(record => record.Id == _same.Records[1].Id).ExecuteUpdateAsync(set => set.SetProperty(record => record.FamilyName, "LEGALL"), Cancellation);
        }

        Assert.Equal(new GivenUsernames(0, 1), await Night().RunAsync(Cancellation));
        var waiting = await AccountAsync(_same.Account.Id);
        Assert.Equal(("e.legof", true), (waiting.Username, waiting.NewUsernameRequestedAt is not null));
        await using (var db = Stores.Main())
        {
            await db.Set<GuardianRecord>().Where(record => record.Id == _same.Records[1].Id).ExecuteUpdateAsync(set => set.SetProperty(record => record.GoneAt, Clock.UtcNow), Cancellation);
        }

        Assert.Equal(new GivenUsernames(1, 0), await Night().RunAsync(Cancellation));
        Assert.Equal("e.legoff", (await AccountAsync(_same.Account.Id)).Username);
    }

    [Fact]
    [Trait("Rule", "S-TN1")]
    public async Task Nobody_asks_for_an_account_of_another_list_or_school()
    {
        Assert.Equal(UsernameRequest.NotFound, await RequestAsync(ListKind.LegalGuardians, _pupil.Account!.Id));
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var foreign = data.Pupil(data.School(), null, "AUTRE", "Autre", username: "a.autre");
            await data.SaveAsync();
            Assert.Equal(UsernameRequest.NotFound, await RequestAsync(ListKind.Pupils, foreign.Account!.Id));
        }
    }

    [Fact]
    public async Task Two_nights_at_once_give_each_account_one_username()
    {
        await RequestAsync(ListKind.Pupils, _pupil.Account!.Id);
        await RequestAsync(ListKind.LegalGuardians, _same.Account.Id);
        var nights = await Task.WhenAll(Task.Run(() => Night().RunAsync(Cancellation), Cancellation), Task.Run(() => Night().RunAsync(Cancellation), Cancellation));
        Assert.Equal(2, nights.Sum(night => night.Given));
        await using var db = Stores.Main();
        Assert.Equal(2, await db.Set<AuditEvent>().CountAsync(audit => audit.Code == GiveRequestedUsernames.Code, Cancellation));
        Assert.Equal(2, await db.Set<RetiredUsername>().CountAsync(Cancellation));
    }

    private Task<UsernameRequest> RequestAsync(ListKind kind, Guid account) => new RequestUsername(_main, Clock).RunAsync(
        new EstablishmentScope(
            new SignedInAgent(Guid.CreateVersion7(), new Agent { Username = "a", DisplayName = "a", PasswordHash = "x", TotpSeed = [1] }, []), _school, new Actor(ActorKind.Agent, "a")),
        kind, account, Cancellation);

    private UsernameAllocator Allocator() => new(new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, new SystemRandomSource()));

    private GiveRequestedUsernames Night() => new(_main, Stores.Provider, Allocator(), Clock);

    private async Task<Account> AccountAsync(Guid id)
    {
        await using var db = Stores.Main();
        return await db.Set<Account>().AsNoTracking().SingleAsync(account => account.Id == id, Cancellation);
    }
}

public sealed class NewUsernameOnSqlite() : NewUsernameTests(Engine.Sqlite);

public sealed class NewUsernameOnPostgreSql() : NewUsernameTests(Engine.PostgreSql);
