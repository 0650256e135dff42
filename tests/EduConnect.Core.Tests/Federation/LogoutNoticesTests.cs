using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation;

/// <summary>The queue of services to be told of ended sessions, on both engines.</summary>
[Trait("Rule", "S-OI6")]
public abstract class LogoutNoticesTests(Engine engine) : StorageSuite(engine)
{
    private static readonly SystemRandomSource Random = new();
    private static readonly Guid Holder = Random.NewId();

    private LogoutNotices Notices => new(new Factory(Stores), new SignInJournal(Clock, Random), Clock);

    private Sessions Sessions => new(Clock, Random, new SessionLifetimes(), Stores.Provider);

    [Fact]
    public async Task Nothing_is_due_before_its_session_ends_and_then_it_is_due_once()
    {
        var (ended, open) = (await ExpectAsync(Holder), await ExpectAsync(Holder));
        Assert.Empty(await Notices.TakeAsync(10, Cancellation));
        await WithAsync(store => Sessions.EndAsync(store, ended, Cancellation));
        Assert.Equal(ended, Assert.Single(await Notices.TakeAsync(10, Cancellation)).SessionId);
        Assert.Empty(await Notices.TakeAsync(10, Cancellation));
        Clock.Advance(LogoutNotices.Lease);
        var again = Assert.Single(await Notices.TakeAsync(10, Cancellation));
        Assert.Equal(2, again.Attempts);
        await Notices.DoneAsync(again, Cancellation);
        Assert.Equal(open, Assert.Single(await RowsAsync()).SessionId);
    }

    [Fact]
    public async Task Whatever_ends_all_sessions_of_people_makes_theirs_due_and_no_others()
    {
        var other = Random.NewId();
        var (present, elsewhere, foreign) = (await ExpectAsync(Holder), await ExpectAsync(Holder), await ExpectAsync(other));
        await WithAsync(store => Sessions.EndAllAsync(store, Holder, present, Cancellation));
        Assert.Equal(elsewhere, Assert.Single(await Notices.TakeAsync(10, Cancellation)).SessionId);
        await WithAsync(store => Sessions.EndAllAsync(store, [Holder, other], Clock.UtcNow, Cancellation));
        Assert.Equal(new[] { present, foreign }.Order(), (await Notices.TakeAsync(10, Cancellation)).Select(notice => notice.SessionId).Order());
    }

    [Fact]
    public async Task Of_many_workers_one_takes_a_notice()
    {
        for (var i = 0; i < 20; i++)
        {
            await ExpectAsync(Holder);
        }

        await WithAsync(store => Sessions.EndAllAsync(store, Holder, except: null, Cancellation));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Notices.TakeAsync(10, Cancellation), Cancellation)));
        var sessions = taken.SelectMany(one => one).Select(notice => notice.SessionId).ToList();
        Assert.Equal(sessions.Count, sessions.Distinct().Count());
        Assert.NotEmpty(sessions);
    }

    [Fact]
    public async Task A_session_that_ended_meanwhile_is_told_at_once_and_one_that_is_unknown_never()
    {
        var session = await SessionAsync(Holder);
        await WithAsync(store => Sessions.EndAsync(store, session, Cancellation));
        await Notices.ExpectAsync(session, "rp", Cancellation);
        await Notices.ExpectAsync(Random.NewId(), "rp", Cancellation);
        Assert.Equal(session, Assert.Single(await Notices.TakeAsync(10, Cancellation)).SessionId);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_tried_seven_times_and_the_journal_says_so()
    {
        var session = await ExpectAsync(Holder);
        await WithAsync(store => Sessions.EndAsync(store, session, Cancellation));
        var tries = 0;
        for (var minutes = 0; minutes < 6 * 60; minutes++)
        {
            foreach (var notice in await Notices.TakeAsync(10, Cancellation))
            {
                tries++;
                Assert.Equal(tries == 7, await Notices.FailedAsync(notice, isFinal: false, Cancellation));
            }

            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(7, tries);
        Assert.Empty(await RowsAsync());
        await using var store = Stores.Operational();
        var entry = await store.Set<JournalEntry>().SingleAsync(Cancellation);
        Assert.Equal((LogoutNotices.FailedCode, Holder, "{\"service\":\"rp\"}"), (entry.Code, entry.AccountId, entry.Detail));
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task Tidying_finds_what_an_end_has_missed_and_erases_what_ran_out_of_time()
    {
        var (missed, _) = (await ExpectAsync(Holder), await ExpectAsync(Holder));
        await WithAsync(store => store.Set<Session>().Where(row => row.Id == missed).ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, Clock.UtcNow), Cancellation));
        await Notices.TidyAsync(Cancellation);
        Assert.Equal(missed, Assert.Single(await Notices.TakeAsync(10, Cancellation)).SessionId);
        Clock.Advance(TimeSpan.FromHours(37));
        await Notices.TidyAsync(Cancellation);
        Assert.Equal(missed, Assert.Single(await RowsAsync()).SessionId);
    }

    private async Task<Guid> ExpectAsync(Guid holder)
    {
        var session = await SessionAsync(holder);
        await Notices.ExpectAsync(session, "rp", Cancellation);
        await Notices.ExpectAsync(session, "rp", Cancellation);
        return session;
    }

    private async Task<Guid> SessionAsync(Guid holder)
    {
        await using var store = Stores.Operational();
        var (_, session) = Sessions.Open(store, SessionKind.Guardian, holder, "pwd", isShared: false);
        await store.SaveChangesAsync(Cancellation);
        return session.Id;
    }

    private async Task WithAsync(Func<OperationalDb, Task> work)
    {
        await using var store = Stores.Operational();
        await work(store);
    }

    private async Task<List<LogoutNotice>> RowsAsync()
    {
        await using var store = Stores.Operational();
        return await store.Set<LogoutNotice>().AsNoTracking().ToListAsync(Cancellation);
    }

    private sealed class Factory(TestStores stores) : IDbContextFactory<OperationalDb>
    {
        public OperationalDb CreateDbContext() => stores.Operational();
    }
}

public sealed class LogoutNoticesOnSqlite() : LogoutNoticesTests(Engine.Sqlite);

public sealed class LogoutNoticesOnPostgreSql() : LogoutNoticesTests(Engine.PostgreSql);
