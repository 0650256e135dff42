using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Nightly;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Guardians.Doubts;

/// <summary>The step <c>matching</c> of the night: who is asked about, once; what is no longer alike is taken back; nobody is joined.</summary>
[Trait("Section", "4.1")]
public abstract class FindNearMatchesTests(Engine engine) : DoubtDesk(engine)
{
    [Theory]
    [InlineData(Degree.Second)]
    [InlineData(Degree.First)]
    public async Task Both_degrees_are_asked_once_and_accounts_stay_as_they_are(Degree degree)
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School(degree: degree);
        var (child, sibling) = (data.Pupil(school), data.Pupil(school));
        var (first, second) = Pair(data, child, sibling);
        data.Guardian(child, "MARTIN", "Denis");
        await data.SaveAsync();
        var counts = await NightAsync();
        Assert.Equal((3, 1, 0, 1), (counts["compared"], counts["found"], counts["dropped"], counts["undecided"]));
        var line = Assert.Single(await AskedAsync(school));
        Assert.Equal((NameLikeness.Same, SharedFacts.None), (line.Names, line.Shared));
        Assert.Equal(new[] { "MARTIN Claire", "Martin CLAIRE" }, new[] { line.First.Name, line.Second.Name }.Order(StringComparer.Ordinal));
        var before = await StoredAsync();
        Clock.Advance(TimeSpan.FromDays(1));
        counts = await NightAsync();
        Assert.Equal((0, 0, 1), (counts["found"], counts["dropped"], counts["undecided"]));
        Assert.Equivalent(before, await StoredAsync(), strict: true);
        var holders = await db.Set<GuardianRecord>().AsNoTracking().ToDictionaryAsync(record => record.Id, record => record.AccountId, Cancellation);
        Assert.Equal((first.Account.Id, second.Account.Id), (holders[first.Records[0].Id], holders[second.Records[0].Id]));
    }

    [Fact, Trait("Rule", "S-TN1")]
    public async Task Only_the_school_to_whose_pupils_both_are_tied_is_asked()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var (school, elsewhere) = (data.School(), data.School());
        var (child, away) = (data.Pupil(school), data.Pupil(elsewhere));
        Pair(data, child, away);
        await data.SaveAsync();
        Assert.Equal(0, (await NightAsync())["found"]);

        var sibling = data.Pupil(school);
        var third = data.Guardian(sibling, "MARTIN", "Claire", mail: null, mobile: null, others: away);
        await data.SaveAsync();
        Assert.Equal(2, (await NightAsync())["found"]);
        var (here, there) = (Assert.Single(await AskedAsync(school)), Assert.Single(await AskedAsync(elsewhere)));
        Assert.NotEqual(here.Id, there.Id);
        Assert.All(await StoredAsync(), doubt => Assert.Contains(third.Records[0].Id, new[] { doubt.GuardianRecordId, doubt.OtherRecordId }));
    }

    [Fact]
    public async Task What_changed_at_the_source_is_taken_back_or_told_anew()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var (child, sibling) = (data.Pupil(school), data.Pupil(school));
        var (_, second) = Pair(data, child, sibling);
        await data.SaveAsync();
        await NightAsync();
        await RenameAsync(second, "MARTEN", "+33639980010");
        var counts = await NightAsync();
        Assert.Equal((0, 0, 1), (counts["found"], counts["dropped"], counts["undecided"]));
        var doubt = Assert.Single(await StoredAsync());
        Assert.Equal((NameLikeness.OneLetter, SharedFacts.Mobile), (doubt.Names, doubt.Shared));
        await RenameAsync(second, "LEROY", "+33639980010");
        counts = await NightAsync();
        Assert.Equal((0, 1, 0), (counts["found"], counts["dropped"], counts["undecided"]));
        Assert.Empty(await StoredAsync());
    }

    [Fact, Trait("Rule", "S-TN1")]
    public async Task Who_left_the_school_since_the_night_is_not_shown()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var (child, sibling) = (data.Pupil(school), data.Pupil(school));
        Pair(data, child, sibling);
        await data.SaveAsync();
        await NightAsync();
        Assert.Single(await AskedAsync(school));
        await db.Set<Enrolment>().Where(enrolment => enrolment.PupilRecordId == sibling.Record.Id).ExecuteDeleteAsync(Cancellation);
        Assert.Empty(await AskedAsync(school));
        Assert.Equal(1, (await NightAsync())["dropped"]);
    }

    [Fact, Trait("Section", "4.2")]
    public async Task Whom_matching_asks_itself_and_who_answered_are_not_asked_about_by_a_school()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var (child, sibling) = (data.Pupil(school), data.Pupil(school));
        var (first, second) = Pair(data, child, sibling);
        db.Add(new RecordProposal { GuardianRecordId = first.Records[0].Id, AccountId = second.Account.Id, ProposedAt = Clock.UtcNow, AnsweredAt = Clock.UtcNow });
        await data.SaveAsync();
        Assert.Equal(0, (await NightAsync())["found"]);
    }

    [Fact, Trait("Section", "4.4")]
    public async Task A_tie_reported_as_wrong_takes_the_question_away()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var (child, sibling) = (data.Pupil(school), data.Pupil(school));
        var first = data.Guardian(child, "MARTIN", "Claire", mobile: "+33639980010", mail: null, others: sibling);
        data.Guardian(sibling, "MARTIN", "Claire", mobile: "+33639980011", mail: null);
        await data.SaveAsync();
        Assert.Equal(1, (await NightAsync())["found"]);
        await ReportAsync(first, sibling);
        Assert.Equal(1, (await NightAsync())["dropped"]);
    }

    [Fact]
    public async Task More_schools_than_a_transaction_holds_are_all_looked_at_and_two_runs_at_once_end_the_same()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        for (var i = 0; i < 120; i++)
        {
            var school = data.School();
            Pair(data, data.Pupil(school), data.Pupil(school));
        }

        await data.SaveAsync();
        await Task.WhenAll(Task.Run(NightAsync, Cancellation), Task.Run(NightAsync, Cancellation));
        var stored = await StoredAsync();
        Assert.Equal(120, stored.Count);
        Assert.Equal(120, stored.DistinctBy(doubt => doubt.SchoolId).Count());
        Assert.Equal((0, 0), ((await NightAsync()) is var counts ? (counts["found"], counts["dropped"]) : default));
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_ended_by_the_next()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        for (var i = 0; i < 60; i++)
        {
            var school = data.School();
            Pair(data, data.Pupil(school), data.Pupil(school));
        }

        await data.SaveAsync();
        using var stop = new CancellationTokenSource();
        var made = 0;
        var interrupted = new StoreFactory<Core.Platform.Storage.MainDb>(() =>
        {
            if (++made == 3)
            {
                stop.Cancel();
            }

            return Stores.Main();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new FindNearMatches(interrupted, Stores.Provider, Clock).RunAsync(stop.Token));
        Assert.Equal(50, (await StoredAsync()).Count);
        Assert.Equal(10, (await NightAsync())["found"]);
        Assert.Equal(60, (await StoredAsync()).Count);
    }

    [Fact, Trait("Rule", "S-GD1")]
    public async Task A_doubt_goes_with_the_people_it_is_about()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var (child, sibling) = (data.Pupil(school), data.Pupil(school));
        Pair(data, child, sibling);
        await data.SaveAsync();
        await NightAsync();
        await db.Set<GuardianDoubt>().ExecuteUpdateAsync(row => row.SetProperty(doubt => doubt.Decision, DoubtDecision.KeptApart), Cancellation);
        await db.Set<Enrolment>().ExecuteDeleteAsync(Cancellation);
        var purge = new PurgePeople(MainStore, new ErasePeople(MainStore, new EraseAccounts(new StoreFactory<Core.Platform.Storage.OperationalDb>(Stores.Operational), Clock), Clock), new RetentionOptions(), Clock);
        await purge.RunAsync(Cancellation);
        Assert.Single(await StoredAsync());
        Clock.MoveTo(new DateTimeOffset(Clock.UtcNow.AddMonths(16), TimeSpan.Zero));
        await purge.RunAsync(Cancellation);
        Assert.Empty(await StoredAsync());
    }

    private async Task RenameAsync(TestGuardian guardian, string family, string mobile)
    {
        await using var db = Stores.Main();
        var id = guardian.Records[0].Id;
        await db.Set<GuardianRecord>().Where(record => record.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(record => record.FamilyName, family).SetProperty(record => record.UsualName, family).SetProperty(record => record.Mobile, mobile), Cancellation);
    }
}

public sealed class FindNearMatchesOnSqlite() : FindNearMatchesTests(Engine.Sqlite);

public sealed class FindNearMatchesOnPostgreSql() : FindNearMatchesTests(Engine.PostgreSql);
