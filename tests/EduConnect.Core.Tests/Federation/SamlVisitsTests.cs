using EduConnect.Core.Federation.Saml;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>Entries into services by SAML under race, on both engines.</summary>
public abstract class SamlVisitsTests(Engine engine) : StorageSuite(engine)
{
    private static readonly SystemRandomSource Random = new();

    private SamlVisits Visits => new(new Factory(Stores), Random, Clock);

    [Fact]
    [Trait("Rule", "S-SA1")]
    public async Task Of_fifty_answers_to_one_request_exactly_one_is_given()
    {
        var session = await SessionAsync();
        var entries = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Visits.EnterAsync(Arrival(session, "_1"), Cancellation), Cancellation)));
        Assert.Single(entries, entry => entry is SamlEntry.Entered);
        Assert.Equal(49, entries.Count(entry => entry is SamlEntry.Replayed));
        await using var store = Stores.Operational();
        Assert.Equal(1, await store.Set<JournalEntry>().CountAsync(Cancellation));
        Assert.Equal(SamlEntry.Entered, await Visits.EnterAsync(Arrival(session, "_1") with { ClientId = "other" }, Cancellation));
    }

    [Fact]
    public async Task A_session_that_is_over_enters_nowhere_and_uses_nothing_up()
    {
        var session = await SessionAsync();
        await using var store = Stores.Operational();
        await store.Set<Session>().Where(row => row.Id == session).ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, Clock.UtcNow), Cancellation);
        Assert.Equal(SamlEntry.SessionOver, await Visits.EnterAsync(Arrival(session, "_1"), Cancellation));
        Assert.Empty(await Visits.OfAsync(session, Cancellation));
        Assert.Equal(SamlEntry.Entered, await Visits.EnterAsync(Arrival(await SessionAsync(), "_1"), Cancellation));
    }

    [Fact]
    public async Task A_visit_is_one_row_whose_last_name_counts_until_the_service_has_left()
    {
        var session = await SessionAsync();
        await Visits.EnterAsync(Arrival(session, null), Cancellation);
        await Visits.LeftAsync(session, "sp", Cancellation);
        Assert.Equal(Clock.UtcNow, Assert.Single(await Visits.OfAsync(session, Cancellation)).LeftAt);
        await Visits.EnterAsync(Arrival(session, null) with { NameId = "later", Form = SamlNameId.Persistent }, Cancellation);
        var visit = await Visits.FindAsync(session, "sp", Cancellation);
        Assert.Equal(("later", SamlNameId.Persistent, null), (visit!.NameId, visit.NameIdForm, visit.LeftAt));
        Assert.Null(await Visits.FindAsync(session, "other", Cancellation));
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task Visits_are_erased_when_their_session_is_over_for_sure()
    {
        await Visits.EnterAsync(Arrival(await SessionAsync(), null), Cancellation);
        Clock.Advance(TimeSpan.FromHours(36));
        Assert.Equal(0, await Visits.EraseAsync(Cancellation));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Visits.EraseAsync(Cancellation));
    }

    private static SamlArrival Arrival(Guid session, string? request) => new("sp", session, "name", SamlNameId.Transient, request, "trace", "192.0.2.7");

    private async Task<Guid> SessionAsync()
    {
        await using var store = Stores.Operational();
        var session = new Session
        {
            Id = Random.NewId(),
            HandleHash = Sessions.Hash(Random.NewHandle()),
            Kind = SessionKind.Guardian,
            HolderId = Random.NewId(),
            AuthenticatedAt = Clock.UtcNow,
            Methods = "pwd",
            LastSeenAt = Clock.UtcNow,
            ExpiresAt = Clock.UtcNow.AddHours(12),
        };
        store.Add(session);
        await store.SaveChangesAsync(Cancellation);
        return session.Id;
    }

    private sealed class Factory(TestStores stores) : IDbContextFactory<OperationalDb>
    {
        public OperationalDb CreateDbContext() => stores.Operational();
    }
}

public sealed class SamlVisitsOnSqlite() : SamlVisitsTests(Engine.Sqlite);

public sealed class SamlVisitsOnPostgreSql() : SamlVisitsTests(Engine.PostgreSql);
