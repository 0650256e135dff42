using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Federation.Notices;

/// <summary>The queue of notices, on both engines: who gets one, once; how often it is tried, and what the operators see.</summary>
[Trait("Row", "#15")]
public abstract class ChangeNoticesTests(Engine engine) : NoticeSuite(engine)
{
    [Fact]
    public async Task Only_services_the_person_has_entered_are_told_whether_or_not_the_journal_was_carried()
    {
        foreach (var service in new[] { "carried", "waiting", "stranger" })
        {
            await ServiceAsync(service, NoticeEvents.AccountClosed);
        }

        await ServiceAsync("silent");
        await ServiceAsync("other", NoticeEvents.Compromised);
        var (guardian, first, _) = await FamilyAsync();
        await VisitAsync(guardian.Account.Id, "carried", "silent", "other", "removed");
        await VisitAsync(first.Account!.Id, "stranger");
        await DrainAsync();
        await VisitAsync(guardian.Account.Id, "waiting");
        await ChangeAsync(guardian.Account.Id, ChangeKind.AccountClosed);
        Assert.Equal(1, await Notices.SpreadAsync(Cancellation));
        Assert.Equal(["carried", "waiting"], (await RowsAsync()).Select(notice => notice.ClientId));
        Assert.Empty(await ChangesAsync());
        Assert.Equal(0, await Notices.SpreadAsync(Cancellation));
    }

    [Fact]
    [Trait("Rule", "domain 7.2")]
    public async Task The_child_goes_only_to_the_service_that_knows_it()
    {
        await ServiceAsync("vectors", NoticeEvents.TieChanged);
        var other = await ServiceAsync("affiliations", NoticeEvents.TieChanged);
        await using (var main = Stores.Main())
        {
            main.Attach(other).Entity.Claims = [ClaimNames.Affiliation];
            await main.SaveChangesAsync(Cancellation);
        }

        var account = Random.NewId();
        await VisitAsync(account, "vectors", "affiliations");
        await ChangeAsync(account, ChangeKind.TieReported, "61234");
        await Notices.SpreadAsync(Cancellation);
        Assert.Equal([("affiliations", null), ("vectors", "61234")], (await RowsAsync()).Select(notice => (notice.ClientId, notice.PupilKey)));
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task Of_many_workers_one_makes_a_notice_and_one_takes_it()
    {
        await ServiceAsync("ent", NoticeEvents.Compromised);
        var accounts = Enumerable.Range(0, 20).Select(_ => Random.NewId()).ToList();
        foreach (var account in accounts)
        {
            await VisitAsync(account, "ent");
            await ChangeAsync(account, ChangeKind.Compromised);
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Notices.SpreadAsync(Cancellation), Cancellation)));
        Assert.Equal(accounts.Order(), (await RowsAsync()).Select(notice => notice.AccountId).Order());
        var taken = (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Notices.TakeAsync(10, Cancellation), Cancellation)))).SelectMany(one => one).Select(notice => notice.Id).ToList();
        Assert.NotEmpty(taken);
        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    [Fact]
    [Trait("Rule", "S-MT1")]
    public async Task A_worker_that_dies_with_a_notice_in_hand_leaves_it_to_another_under_the_same_identifier()
    {
        var notice = await NoticeAsync("ent");
        Assert.Equal(notice.Id, Assert.Single(await Notices.TakeAsync(10, Cancellation)).Id);
        Assert.Empty(await Notices.TakeAsync(10, Cancellation));
        Clock.Advance(ChangeNotices.Lease);
        Assert.Equal((notice.Id, notice.MadeAt, 0), Assert.Single(await Notices.TakeAsync(10, Cancellation)) is var again ? (again.Id, again.MadeAt, again.Attempts) : default);
        await Notices.DoneAsync(notice, Cancellation);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_service_that_is_down_is_tried_less_and_less_for_three_days_then_given_up_and_the_trail_says_so()
    {
        var notice = await NoticeAsync("ent");
        var begun = Clock.UtcNow;
        List<double> minutes = [];
        while (await OneAsync() is { FailedAt: null } row)
        {
            Clock.MoveTo(new DateTimeOffset(row.DueAt, TimeSpan.Zero));
            var taken = Assert.Single(await Notices.TakeAsync(10, Cancellation));
            Assert.Equal(notice.Id, taken.Id);
            minutes.Add(Math.Round((Clock.UtcNow - begun).TotalMinutes, 1));
            await Notices.PostponedAsync(taken, [], new string('x', 300), Cancellation);
        }

        Assert.Equal([0, 0.2, 1.2, 6.2, 26.2, 86.2, 266.2, 626.2], minutes.Take(8));
        Assert.InRange(minutes[^1], ChangeNotices.Patience.TotalMinutes, ChangeNotices.Patience.TotalMinutes + 360);
        Assert.Equal(ChangeNotices.LongestWords, (await OneAsync()).LastError!.Length);
        Assert.Empty(await Notices.TakeAsync(10, Cancellation));
        Assert.Equal("{\"service\":\"ent\",\"notices\":1}", await AuditedAsync(ChangeNotices.FailedCode));
    }

    [Fact]
    public async Task A_dead_service_costs_one_call_a_minute_and_holds_up_no_other()
    {
        await ServiceAsync("dead", NoticeEvents.Compromised);
        await ServiceAsync("alive", NoticeEvents.Compromised);
        for (var i = 0; i < 5; i++)
        {
            var account = Random.NewId();
            await VisitAsync(account, "dead", "alive");
            await ChangeAsync(account, ChangeKind.Compromised);
        }

        await Notices.SpreadAsync(Cancellation);
        var dead = (await Notices.TakeAsync(20, Cancellation)).Where(notice => notice.ClientId == "dead").ToList();
        await Notices.PostponedAsync(dead[0], dead[1..3], "status 503", Cancellation);
        Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(dead[0].Id, Assert.Single(await Notices.TakeAsync(20, Cancellation)).Id);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(dead[1..3].Select(notice => notice.Id).Order(), (await Notices.TakeAsync(20, Cancellation)).Select(notice => notice.Id).Order());
        Assert.Equal(4, (await RowsAsync()).Count(notice => notice.ClientId == "dead" && notice.Attempts == 0));
    }

    [Fact]
    public async Task What_a_service_refuses_is_kept_for_the_operators_who_can_put_it_back_under_the_same_identifier()
    {
        var notice = await NoticeAsync("ent");
        await Notices.RefusedAsync(Assert.Single(await Notices.TakeAsync(10, Cancellation)), "status 400, invalid_audience: no", Cancellation);
        Assert.Empty(await Notices.TakeAsync(10, Cancellation));
        Assert.Equal(new NoticeCount("ent", 0, 1, null, "status 400, invalid_audience: no"), Assert.Single(await new CountNotices(Main).RunAsync(Cancellation)));
        Clock.Advance(ChangeNotices.Patience);
        await using (var main = Stores.Main())
        {
            Assert.Equal(0, await new RetryNotices(main, Clock).RunAsync("other", Operator, Cancellation));
            Assert.Equal(1, await new RetryNotices(main, Clock).RunAsync("ent", Operator, Cancellation));
        }

        Assert.Equal("ent", await AuditedAsync("service.notices.retried"));
        Assert.Equal((1, 0), Assert.Single(await new CountNotices(Main).RunAsync(Cancellation)) is var count ? (count.Waiting, count.GivenUp) : default);
        var again = Assert.Single(await Notices.TakeAsync(10, Cancellation));
        Assert.Equal((notice.Id, notice.MadeAt), (again.Id, again.MadeAt));
        await Notices.PostponedAsync(again, [], "status 503", Cancellation);
        Assert.Null((await OneAsync()).FailedAt);
    }

    [Fact]
    [Trait("Rule", "S-GD1")]
    public async Task What_was_given_up_is_erased_after_thirty_days()
    {
        await NoticeAsync("ent");
        await Notices.RefusedAsync(Assert.Single(await Notices.TakeAsync(10, Cancellation)), "no", Cancellation);
        Clock.Advance(ChangeNotices.Kept);
        await Notices.TidyAsync(Cancellation);
        Assert.Single(await RowsAsync());
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Notices.TidyAsync(Cancellation);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    [Trait("Rule", "S-MT3")]
    public async Task All_of_it_waits_while_main_is_read_only()
    {
        await NoticeAsync("ent");
        await ChangeAsync(Random.NewId(), ChangeKind.Compromised);
        Stores.ReadOnly.Observe(isWritable: false);
        Assert.Equal(0, await Notices.SpreadAsync(Cancellation));
        Assert.Empty(await Notices.TakeAsync(10, Cancellation));
        Stores.ReadOnly.Observe(isWritable: true);
        Assert.Equal(1, await Notices.SpreadAsync(Cancellation));
        Assert.Single(await Notices.TakeAsync(10, Cancellation));
    }

    [Fact]
    public async Task The_terms_of_a_service_are_changed_and_withdrawn_with_what_waits()
    {
        await ServiceAsync("ent");
        await using var main = Stores.Main();
        var set = new SetNotices(main, Clock);
        Assert.Null(await set.RunAsync("nobody", null, Operator, Cancellation));
        Assert.NotEmpty((await set.RunAsync("ent", new("http://ent.example/told", [NoticeEvents.Compromised]), Operator, Cancellation))!);
        Assert.NotEmpty((await set.RunAsync("ent", new("https://ent.example/told", null), Operator, Cancellation))!);
        Assert.Empty((await set.RunAsync("ent", new("https://ent.example/told", [NoticeEvents.Compromised]), Operator, Cancellation))!);
        Assert.Empty((await set.RunAsync("ent", new(null, [NoticeEvents.AccountClosed]), Operator, Cancellation))!);
        Assert.Equal(("https://ent.example/told", NoticeEvents.AccountClosed), await main.Set<Service>().AsNoTracking().SingleAsync(Cancellation) is var service ? (service.NoticeUri, Assert.Single(service.NoticeEvents)) : default);
        var account = Random.NewId();
        await VisitAsync(account, "ent");
        await ChangeAsync(account, ChangeKind.AccountDeleted);
        await Notices.SpreadAsync(Cancellation);
        Assert.Single(await RowsAsync());
        Assert.Empty((await set.RunAsync("ent", null, Operator, Cancellation))!);
        Assert.Empty(await RowsAsync());
        Assert.Equal(3, await main.Set<AuditEvent>().CountAsync(audit => audit.Code == "service.notices.changed" && audit.Detail == "ent", Cancellation));
    }

    [Fact]
    public async Task A_service_that_leaves_the_registry_takes_its_notices_along()
    {
        await NoticeAsync("ent");
        await using var main = Stores.Main();
        Assert.True(await new RemoveService(main, Clock).RunAsync("ent", Operator, Cancellation));
        Assert.Empty(await RowsAsync());
    }

    private async Task<ChangeNotice> NoticeAsync(string service)
    {
        await ServiceAsync(service, NoticeEvents.Compromised);
        var account = Random.NewId();
        await VisitAsync(account, service);
        await ChangeAsync(account, ChangeKind.Compromised);
        await Notices.SpreadAsync(Cancellation);
        return await OneAsync();
    }

    private async Task<ChangeNotice> OneAsync() => Assert.Single(await RowsAsync());

    private async Task<string> AuditedAsync(string code)
    {
        await using var main = Stores.Main();
        return (await main.Set<AuditEvent>().SingleAsync(audit => audit.Code == code, Cancellation)).Detail;
    }
}

public sealed class ChangeNoticesOnSqlite() : ChangeNoticesTests(Engine.Sqlite);

public sealed class ChangeNoticesOnPostgreSql() : ChangeNoticesTests(Engine.PostgreSql);
