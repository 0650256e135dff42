using EduConnect.Core.Federation.Grants;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>Codes and tokens under race, on both engines.</summary>
public abstract class GrantStoreTests(Engine engine) : StorageSuite(engine)
{
    private static readonly SystemRandomSource Random = new();

    private GrantStore Grants => new(new Factory(Stores), Random, Clock);

    [Fact]
    [Trait("Rule", "S-OI2")]
    public async Task Of_fifty_redemptions_at_once_exactly_one_succeeds_and_what_it_got_is_revoked()
    {
        var code = await IssueAsync(await SessionAsync());
        var tokens = Enumerable.Range(0, 50).Select(_ => Handle.New(Random)).ToArray();
        var grants = await Task.WhenAll(tokens.Select(token => Task.Run(() => Grants.RedeemAsync(code, "rp", token, 300, null, Cancellation), Cancellation)));
        Assert.Single(grants, grant => grant is not null);
        foreach (var token in tokens)
        {
            Assert.Null(await Grants.FindByTokenAsync(token, Cancellation));
        }
    }

    [Fact]
    [Trait("Rule", "S-OI3")]
    public async Task Of_fifty_refreshes_at_once_one_succeeds_and_the_family_dies()
    {
        var refresh = await RefreshableAsync();
        var swaps = Enumerable.Range(0, 50).Select(_ => Swap(refresh)).ToArray();
        var grants = await Task.WhenAll(swaps.Select(swap => Task.Run(() => Grants.RefreshAsync(swap, Cancellation), Cancellation)));
        Assert.Single(grants, grant => grant is not null);
        var winner = swaps[Array.FindIndex(grants, grant => grant is not null)];
        Assert.Null(await Grants.FindByTokenAsync(winner.AccessToken, Cancellation));
        Assert.Null(await Grants.RefreshAsync(Swap(winner.NewRefreshToken), Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-OI3")]
    public async Task After_a_revocation_no_refresh_that_raced_with_it_leaves_a_token_alive()
    {
        for (var round = 0; round < 10; round++)
        {
            var refresh = await RefreshableAsync();
            var swap = Swap(refresh);
            var grant = await Grants.FindByRefreshAsync(refresh, Cancellation);
            await Task.WhenAll(Task.Run(() => Grants.RefreshAsync(swap, Cancellation), Cancellation), Task.Run(() => Grants.RevokeAsync(grant!, Cancellation), Cancellation));
            Assert.Null(await Grants.FindByTokenAsync(swap.AccessToken, Cancellation));
            Assert.Null(await Grants.RefreshAsync(Swap(swap.NewRefreshToken), Cancellation));
        }
    }

    [Fact]
    public async Task What_was_asked_comes_back_as_it_was()
    {
        var session = await SessionAsync();
        var code = Handle.New(Random);
        await Grants.IssueAsync(
            new NewGrant(code, "rp", session.Id, "https://rp.example/é", "openid profile") { CodeChallenge = "c", Nonce = "n", IdTokenClaims = "a b", UserInfoClaims = "d" },
            Cancellation);
        var grant = await Grants.RedeemAsync(code, "rp", Handle.New(Random), 300, null, Cancellation);
        Assert.Equal((session.Id, session.HolderId, session.AuthenticatedAt, "pwd"), (grant!.SessionId, grant.AccountId, grant.AuthenticatedAt, grant.Methods));
        Assert.Equal(("https://rp.example/é", "c", "n", "openid profile", "a b", "d"), (grant.RedirectUri, grant.CodeChallenge, grant.Nonce, grant.Scope, grant.IdTokenClaims, grant.UserInfoClaims));
        Assert.Equal(Clock.UtcNow.AddSeconds(300), grant.TokenExpiresAt);
    }

    [Fact]
    public async Task Nothing_works_once_its_session_has_ended()
    {
        var session = await SessionAsync();
        var waiting = await IssueAsync(session);
        var used = await IssueAsync(session);
        var token = Handle.New(Random);
        Assert.NotNull(await Grants.RedeemAsync(used, "rp", token, 300, null, Cancellation));
        Assert.NotNull(await Grants.FindByTokenAsync(token, Cancellation));
        await EndAsync(session);
        Assert.Null(await Grants.FindByTokenAsync(token, Cancellation));
        Assert.Null(await Grants.RedeemAsync(waiting, "rp", Handle.New(Random), 300, null, Cancellation));
        Assert.False(await Grants.IssueAsync(new NewGrant(Handle.New(Random), "rp", session.Id, "https://rp.example", "openid"), Cancellation));
    }

    [Fact]
    public async Task An_agent_s_session_grants_nothing_and_nothing_is_noted()
    {
        var session = await SessionAsync(SessionKind.Agent);
        Assert.False(await Grants.IssueAsync(new NewGrant(Handle.New(Random), "rp", session.Id, "https://rp.example", "openid"), Cancellation));
        await using var store = Stores.Operational();
        Assert.False(await store.Set<JournalEntry>().AnyAsync(Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-AU3")]
    public async Task Every_entry_into_a_service_is_in_the_journal()
    {
        var session = await SessionAsync();
        var grant = new NewGrant(Handle.New(Random), "a\"b", session.Id, "https://rp.example", "openid") { RequestId = "r1", Network = "192.0.2.7" };
        Assert.True(await Grants.IssueAsync(grant, Cancellation));
        await using var store = Stores.Operational();
        var entry = await store.Set<JournalEntry>().SingleAsync(Cancellation);
        Assert.Equal(("service.entered", session.HolderId, "r1", "192.0.2.7", Clock.UtcNow), (entry.Code, entry.AccountId, entry.RequestId, entry.Network, entry.At));
        Assert.Equal("a\"b", System.Text.Json.JsonDocument.Parse(entry.Detail).RootElement.GetProperty("service").GetString());
        Assert.Null(entry.DrainedAt);
    }

    [Fact]
    public async Task The_store_holds_no_code_and_no_token()
    {
        var refresh = await RefreshableAsync();
        await using var store = Stores.Operational();
        var grant = await store.Set<Grant>().AsNoTracking().SingleAsync(Cancellation);
        Assert.Equal(Handle.Hash(refresh), grant.RefreshHash);
        Assert.DoesNotContain(typeof(Grant).GetProperties(), property => property.GetValue(grant) is string text && refresh.Contains(text, StringComparison.Ordinal) && text.Length > 20);
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task Grants_are_erased_a_day_after_their_last_possible_use()
    {
        await IssueAsync(await SessionAsync());
        Clock.Advance(GrantLifetimes.Refresh + GrantLifetimes.Erasure);
        Assert.Equal(0, await Grants.EraseAsync(Cancellation));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Grants.EraseAsync(Cancellation));
    }

    [Fact]
    public async Task Of_fifty_uses_of_one_assertion_exactly_one_passes()
    {
        var marks = new AssertionMarks(new Factory(Stores), Clock);
        var uses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => marks.TryUseAsync("rp", "jti", Clock.UtcNow.AddMinutes(5), Cancellation), Cancellation)));
        Assert.Single(uses, good => good);
        Assert.True(await marks.TryUseAsync("other", "jti", Clock.UtcNow.AddMinutes(5), Cancellation));
        Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(2, await marks.EraseAsync(Cancellation));
    }

    private async Task<Session> SessionAsync(SessionKind kind = SessionKind.Pupil)
    {
        await using var store = Stores.Operational();
        var session = new Session
        {
            Id = Random.NewId(),
            HandleHash = Handle.Hash(Handle.New(Random)),
            Kind = kind,
            HolderId = Random.NewId(),
            AuthenticatedAt = Clock.UtcNow,
            Methods = "pwd",
            LastSeenAt = Clock.UtcNow,
            ExpiresAt = Clock.UtcNow.AddHours(12),
        };
        store.Add(session);
        await store.SaveChangesAsync(Cancellation);
        return session;
    }

    private async Task EndAsync(Session session)
    {
        await using var store = Stores.Operational();
        var now = Clock.UtcNow;
        await store.Set<Session>().Where(row => row.Id == session.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now), Cancellation);
    }

    private async Task<string> IssueAsync(Session session)
    {
        var code = Handle.New(Random);
        Assert.True(await Grants.IssueAsync(new NewGrant(code, "rp", session.Id, "https://rp.example", "openid offline_access"), Cancellation));
        return code;
    }

    private async Task<string> RefreshableAsync()
    {
        var grant = await Grants.RedeemAsync(await IssueAsync(await SessionAsync()), "rp", Handle.New(Random), 300, null, Cancellation);
        var refresh = Handle.NewRefresh(Random, grant!.Key);
        Assert.True(await Grants.AllowRefreshAsync(grant, refresh, null, Cancellation));
        return refresh;
    }

    private static RefreshSwap Swap(string refresh) =>
        new("rp", refresh, Handle.NewRefresh(Random, Handle.GrantOf(refresh)), Handle.New(Random), 300, null);

    private sealed class Factory(TestStores stores) : IDbContextFactory<OperationalDb>
    {
        public OperationalDb CreateDbContext() => stores.Operational();
    }
}

public sealed class GrantStoreOnSqlite() : GrantStoreTests(Engine.Sqlite);

public sealed class GrantStoreOnPostgreSql() : GrantStoreTests(Engine.PostgreSql);
