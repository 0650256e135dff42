using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Overviews;
using EduConnect.Core.Schools.Scope;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Schools;

/// <summary>The figures of Accueil against a count by hand of what the store holds, in a school where everything occurs.</summary>
public abstract class OverviewTests(Engine engine) : StorageSuite(engine)
{
    private const int Children = 60;
    private School _school = null!;
    private ReadOverview _overview = null!;
    private ReadSchoolTabs _tabs = null!;
    private SchoolList _lists = null!;

    private static DateTime YearStart => new(2026, 8, 31, 22, 0, 0, DateTimeKind.Utc);

    [Theory]
    [Trait("Row", "#120")]
    [Trait("Row", "#121")]
    [Trait("Row", "#122")]
    [Trait("Row", "#123")]
    [InlineData(Degree.Second)]
    [InlineData(Degree.First)]
    public async Task Every_figure_is_what_a_count_by_hand_finds_and_what_its_list_holds(Degree degree)
    {
        await FillAsync(degree);
        var overview = await _overview.RunAsync(Scope(), Cancellation);
        Assert.Equal((degree == Degree.Second ? ListKind.LegalGuardians : ListKind.Guardians, new DateOnly(2026, 9, 1)), (overview.Guardians, overview.YearStart));
        var ties = await TiesAsync(degree == Degree.Second ? GuardianKind.LegalGuardian : null);
        var people = ties.DistinctBy(tie => tie.Account.Id).Select(tie => tie.Account).ToList();
        var withMobile = await WithMobileAsync();
        var expected = new Dictionary<OverviewFigure, int>
        {
            [OverviewFigure.Everybody] = people.Count,
            [OverviewFigure.TiesReported] = ties.Count(tie => tie.Link.Statement == LinkStatement.ReportedWrong),
            [OverviewFigure.BirthDatesReported] = ties.Count(tie => tie.Link.Statement == LinkStatement.BirthDateReported),
            [OverviewFigure.Compromised] = people.Count(account => account.IsCompromised),
            [OverviewFigure.SignedInThisYear] = people.Count(account => account.LastSignInAt >= YearStart),
            [OverviewFigure.MobileConfirmed] = people.Count(account => account.MobileConfirmedAt is not null),
            [OverviewFigure.MailConfirmed] = people.Count(account => account.MailConfirmedAt is not null && !account.MailInError),
            [OverviewFigure.MailInError] = people.Count(account => account.MailInError),
            [OverviewFigure.ToInformFirst] = people.Count(account => account is { State: AccountState.NotInformed, LastInformedAt: null } && !withMobile.Contains(account.Id)),
        };
        Assert.All(expected, figure => Assert.Equal((figure.Key, figure.Value), (figure.Key, overview.Of(figure.Key).Count)));
        Assert.All(expected, figure => Assert.NotEqual(0, figure.Value));
        Assert.All(Enum.GetValues<AccountState>(), state => Assert.Equal((state, people.Count(account => account.State == state)), (state, overview.States[0].Of(state))));
        foreach (var figure in overview.Figures)
        {
            var page = await _lists.RunAsync(_school.Id, figure.List, figure.Search, new ListSort(), 1, Cancellation);
            Assert.Equal((figure.Figure, figure.Count), (figure.Figure, OverviewFigures.CountsTies(figure.Figure) ? page.TotalRows : page.TotalPeople));
        }
    }

    [Fact]
    [Trait("Row", "#122")]
    public async Task Pupils_and_persons_in_charge_are_counted_in_the_second_degree()
    {
        await FillAsync(Degree.Second);
        var overview = await _overview.RunAsync(Scope(), Cancellation);
        await using var db = Stores.Main();
        var pupils = await db.Set<Account>().Where(account => account.Kind == AccountKind.Pupil && db.Set<Enrolment>().Any(enrolment => enrolment.PupilId == account.PupilId && enrolment.SchoolId == _school.Id)).ToListAsync(Cancellation);
        var charged = (await TiesAsync(GuardianKind.PersonInCharge)).DistinctBy(tie => tie.Account.Id).ToList();
        Assert.Equal([ListKind.LegalGuardians, ListKind.PersonsInCharge, ListKind.Pupils], overview.Compromised.Select(figure => figure.List));
        Assert.Equal(charged.Count(tie => tie.Account.IsCompromised), overview.Compromised[1].Count);
        Assert.Equal(pupils.Count(account => account.IsCompromised), overview.Compromised[2].Count);
        Assert.Equal(Children, pupils.Count);
        var ties = await TiesAsync(GuardianKind.PersonInCharge);
        Assert.Equal(
            [(OverviewFigure.TiesReported, ties.Count(tie => tie.Link.Statement == LinkStatement.ReportedWrong)), (OverviewFigure.BirthDatesReported, ties.Count(tie => tie.Link.Statement == LinkStatement.BirthDateReported))],
            new[] { OverviewFigure.TiesReported, OverviewFigure.BirthDatesReported }
                .Select(kind => (kind, overview.Figures.Single(figure => figure.Figure == kind && figure.List == ListKind.PersonsInCharge).Count)));
        Assert.Equal(ListKind.Pupils, overview.States[1].Kind);
        Assert.All(Enum.GetValues<AccountState>(), state => Assert.Equal(pupils.Count(account => account.State == state), overview.States[1].Of(state)));
    }

    [Fact]
    [Trait("Row", "#117")]
    [Trait("Row", "#170")]
    public async Task Tabs_know_what_waits_and_whether_pupils_come_from_elsewhere()
    {
        await FillAsync(Degree.Second);
        var overview = await _overview.RunAsync(Scope(), Cancellation);
        var tabs = await _tabs.RunAsync(Scope(), Cancellation);
        Assert.Equal(overview.Of(OverviewFigure.TiesReported).Count + overview.Of(OverviewFigure.BirthDatesReported).Count, tabs.ToHandle);
        Assert.Equal((await TiesAsync(GuardianKind.PersonInCharge)).Count(tie => tie.Link.Statement is LinkStatement.ReportedWrong or LinkStatement.BirthDateReported), tabs.ToHandleInCharge);
        Assert.False(tabs.HasExternals);
        Assert.DoesNotContain(overview.Compromised, figure => figure.List == ListKind.ExternalPupils);
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var guest = data.Pupil(data.School());
            guest.Account!.IsCompromised = true;
            data.External(guest, _school);
            await data.SaveAsync();
        }

        Assert.Equal(1, (await _overview.RunAsync(Scope(), Cancellation)).Compromised.Single(figure => figure.List == ListKind.ExternalPupils).Count);

        Assert.True((await _tabs.RunAsync(Scope(), Cancellation)).HasExternals);
    }

    [Fact]
    public async Task An_empty_school_has_noughts()
    {
        await FillAsync(Degree.Second, children: 0);
        var overview = await _overview.RunAsync(Scope(), Cancellation);
        Assert.All(overview.Figures, figure => Assert.Equal(0, figure.Count));
        Assert.All(overview.States, counts => Assert.Empty(counts.ByState));
    }

    // Numbers without common factor, so that every mix of the conditions occurs. The same in a foreign school, which must not be counted.
    private async Task FillAsync(Degree degree, int children = Children)
    {
        var main = new StoreFactory<MainDb>(Stores.Main);
        var calendar = new SchoolCalendar(new ServiceOptions(), Clock);
        _lists = new SchoolList(main, calendar);
        (_overview, _tabs) = (new ReadOverview(main, _lists, calendar), new ReadSchoolTabs(main, calendar));
        await using var db = Stores.Main();
        var data = new TestData(db);
        var foreign = data.School(degree: degree);
        _school = data.School(degree: degree);
        foreach (var school in new[] { foreign, _school })
        {
            TestPupil? previous = null;
            for (var i = 0; i < children; i++)
            {
                var child = data.Pupil(school);
                if (child.Account is { } pupil)
                {
                    (pupil.State, pupil.IsCompromised) = (i % 3 == 0 ? AccountState.Activated : i % 3 == 1 ? AccountState.Informed : AccountState.NotInformed, i % 17 == 0);
                }

                var kind = i % 6 == 0 ? GuardianKind.PersonInCharge : GuardianKind.LegalGuardian;
                Vary(data.Guardian(child, mobile: i % 5 == 0 ? null : "+33639980001", kind: kind, others: i % 7 == 0 && previous is not null ? [previous] : []), i, db);
                Vary(data.Guardian(child, mobile: i % 4 == 0 ? null : "+33639980001"), i + 3, db);
                previous = child;
            }
        }

        await data.SaveAsync();
    }

    private void Vary(TestGuardian guardian, int i, MainDb db)
    {
        var account = guardian.Account;
        account.State = (AccountState)(i % 4);
        account.IsCompromised = i % 11 == 0;
        account.LastInformedAt = account.State != AccountState.NotInformed || i % 8 == 0 ? Clock.UtcNow.AddDays(-i) : null;
        account.LastSignInAt = i % 3 == 0 ? null : i % 3 == 1 ? YearStart.AddMinutes(i - 30) : Clock.UtcNow;
        account.MobileConfirmedAt = i % 2 == 0 ? Clock.UtcNow : null;
        account.MailConfirmedAt = i % 3 == 0 ? Clock.UtcNow : null;
        account.MailInError = i % 9 == 0;
        account.ClosedAt = i % 29 == 0 ? Clock.UtcNow : null;
        foreach (var link in db.ChangeTracker.Entries<GuardianLink>().Select(entry => entry.Entity).Where(link => link.GuardianRecordId == guardian.Records[0].Id))
        {
            link.Statement = i % 10 == 1 ? LinkStatement.ReportedWrong : i % 10 == 3 ? LinkStatement.BirthDateReported : LinkStatement.Confirmed;
            link.GoneAt = i % 23 == 0 ? Clock.UtcNow : null;
        }
    }

    private async Task<List<(GuardianLink Link, Account Account)>> TiesAsync(GuardianKind? kind)
    {
        await using var db = Stores.Main();
        var here = await db.Set<Enrolment>().Where(enrolment => enrolment.SchoolId == _school.Id).Select(enrolment => enrolment.PupilId).ToListAsync(Cancellation);
        var accounts = await db.Set<Account>().Where(account => account.ClosedAt == null).ToDictionaryAsync(account => account.Id, Cancellation);
        var records = await db.Set<GuardianRecord>().ToDictionaryAsync(record => record.Id, Cancellation);
        return [.. (await db.Set<GuardianLink>().ToListAsync(Cancellation))
            .Where(link => link.GoneAt is null && here.Contains(link.PupilId) && (kind is null || link.Kind == kind) && accounts.ContainsKey(records[link.GuardianRecordId].AccountId!.Value))
            .Select(link => (link, accounts[records[link.GuardianRecordId].AccountId!.Value]))];
    }

    private async Task<HashSet<Guid>> WithMobileAsync()
    {
        await using var db = Stores.Main();
        return [.. await db.Set<GuardianRecord>().Where(record => record.Mobile != null).Select(record => record.AccountId!.Value).ToListAsync(Cancellation)];
    }

    private EstablishmentScope Scope() => new(
        new SignedInAgent(Guid.CreateVersion7(), new Agent { Username = "a", DisplayName = "a", PasswordHash = "x", TotpSeed = [1] }, []), _school, new Actor(ActorKind.Agent, "a"));
}

public sealed class OverviewOnSqlite() : OverviewTests(Engine.Sqlite);

public sealed class OverviewOnPostgreSql() : OverviewTests(Engine.PostgreSql);
