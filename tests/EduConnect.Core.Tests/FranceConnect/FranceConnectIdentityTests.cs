using EduConnect.Core.Accounts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.FranceConnect;

/// <summary>One account, one identity, in both directions, in each environment (rows #42, #43).</summary>
public abstract class FranceConnectIdentityTests(Engine engine) : StorageSuite(engine)
{
    private const string Sandbox = "https://sandbox.example/api/v2";

    [Fact]
    public async Task An_identity_is_found_by_its_subject_and_by_its_account_and_leaves_an_audit_row()
    {
        var account = await AccountAsync();
        await AttachAsync(account, "one");
        await using var main = Stores.Main();
        var identities = Identities(main);
        Assert.Equal(account, (await identities.FindAsync("one", Cancellation))?.AccountId);
        Assert.Equal("one", (await identities.FindAsync(account, Cancellation))?.Subject);
        Assert.Null(await identities.FindAsync("other", Cancellation));
        Assert.Equal(account, (await main.Set<AuditEvent>().SingleAsync(row => row.Code == FranceConnectIdentities.AttachedCode, Cancellation)).AccountId);
    }

    [Fact]
    public async Task Neither_side_is_attached_twice()
    {
        var (first, second) = (await AccountAsync(), await AccountAsync());
        await AttachAsync(first, "one");
        Assert.True(Stores.Provider.IsUniqueViolation(await Assert.ThrowsAnyAsync<DbUpdateException>(() => AttachAsync(first, "two"))));
        Assert.True(Stores.Provider.IsUniqueViolation(await Assert.ThrowsAnyAsync<DbUpdateException>(() => AttachAsync(second, "one"))));
        await AttachAsync(second, "two");
    }

    [Fact]
    public async Task A_subject_of_another_environment_is_nobody()
    {
        var account = await AccountAsync();
        await AttachAsync(account, "one");
        await using var main = Stores.Main();
        Assert.Null(await Identities(main, "https://production.example/api/v2").FindAsync("one", Cancellation));
        Assert.Null(await Identities(main, "https://production.example/api/v2").FindAsync(account, Cancellation));
    }

    [Fact]
    public async Task The_identity_of_an_account_that_is_closed_goes_to_the_one_that_stays_unless_it_has_one()
    {
        var (stays, closed, late) = (await AccountAsync(), await AccountAsync(), await AccountAsync());
        await AttachAsync(closed, "one");
        await AttachAsync(late, "two");
        await FollowAsync(closed, stays);
        await FollowAsync(late, stays);
        await using var main = Stores.Main();
        Assert.Equal(stays, (await Identities(main).FindAsync("one", Cancellation))?.AccountId);
        Assert.Null(await Identities(main).FindAsync("two", Cancellation));
    }

    private async Task FollowAsync(Guid closed, Guid stays)
    {
        await using var main = Stores.Main();
        await FranceConnectIdentities.FollowAsync(main, closed, stays, Cancellation);
        await main.SaveChangesAsync(Cancellation);
    }

    private FranceConnectIdentities Identities(MainDb main, string issuer = Sandbox) =>
        new(main, new FranceConnectOptions { Issuer = issuer }, Clock, new SystemRandomSource());

    private async Task<Guid> AccountAsync()
    {
        await using var main = Stores.Main();
        var data = new TestData(main);
        var guardian = data.Guardian(data.Pupil(data.School()));
        await data.SaveAsync();
        return guardian.Account.Id;
    }

    private async Task AttachAsync(Guid id, string subject)
    {
        await using var main = Stores.Main();
        var account = await main.Set<Account>().SingleAsync(one => one.Id == id, Cancellation);
        Identities(main).Attach(main, account, new FranceConnectPerson(subject, "DUBOIS", null, ["Angela"], null, null), Actor.Service);
        await main.SaveChangesAsync(Cancellation);
    }
}

public sealed class FranceConnectIdentityOnSqlite() : FranceConnectIdentityTests(Engine.Sqlite);

public sealed class FranceConnectIdentityOnPostgreSql() : FranceConnectIdentityTests(Engine.PostgreSql);
