using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Core.SignIn;
using EduConnect.Core.Tests.Directory;
using EduConnect.Core.Tests.Guardians.Doubts;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Schools.Doubts;

/// <summary>Two pupils who may be one child (domain 2.6): asked of the school that has them, decided once, with one account left (3.1).</summary>
[Trait("Section", "2.6")]
public abstract class PupilDoubtTests(Engine engine) : DoubtDesk(engine)
{
    private School _school = null!;
    private TestPupil _first = null!;
    private TestPupil _second = null!;
    private TestGuardian _guardian = null!;

    private KeepPupilsApart Apart => new(MainStore, Clock);

    private JoinPupils Join => PupilJoining;

    private PupilPair Twins => new(_first.Pupil.Id, _second.Pupil.Id);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var db = Stores.Main();
        var data = new TestData(db);
        _school = data.School();
        (_first, _second) = (data.Pupil(_school, data.Class(_school), "MARTIN", "Zoé"), data.Pupil(_school, null, "MARTIN", "Zoé"));
        (_first.Pupil.IdentityKey, _second.Pupil.IdentityKey, _second.Pupil.Ine) = (43, 43, null);
        (_first.Account!.CreatedAt, _second.Account!.CreatedAt) = (Clock.UtcNow.AddDays(-9), Clock.UtcNow.AddDays(-1));
        _guardian = data.Guardian(_second, "MARTIN", "Claire");
        db.Add(new PupilDoubt { PupilId = _first.Pupil.Id, OtherPupilId = _second.Pupil.Id, NoticedAt = Clock.UtcNow });
        await data.SaveAsync();
    }

    [Fact]
    public async Task Both_are_shown_as_the_school_knows_them()
    {
        var line = Assert.Single(await LinesAsync(_school));
        Assert.Equal((Twins, true, Clock.UtcNow), (line.Pair, line.AreAlike, line.NoticedAt));
        Assert.Equal((new DoubtPupil("MARTIN Zoé", _first.Account!.Username, "5E B"), new DoubtPupil("MARTIN Zoé", _second.Account!.Username, null)), (line.First!, line.Second!));
        Assert.Equal(1, await new ReadPupilDoubts(MainStore).CountAsync(At(_school), Cancellation));
        var compared = (await CompareAsync())!;
        Assert.Equal((_first.Pupil.Ine, null, "Claire MARTIN"), (compared.First!.Pupil.Ine, compared.Second!.Pupil.Ine, Assert.Single(compared.Second.Guardians)));
        Assert.Equal([_second.Record.SourceId], compared.Second.SourceIds);
        Assert.Equal(new PupilJoinPlan(PupilJoinEffect.Joins, _first.Account.Id, _second.Account.Id), compared.Plan);
    }

    [Fact]
    public async Task Two_children_stay_two_and_are_never_asked_about_again()
    {
        Assert.True(await Apart.RunAsync(At(_school), Twins, Cancellation));
        Assert.False(await Apart.RunAsync(At(_school), Twins, Cancellation));
        Assert.Equal(JoinOutcome.NotFound, await Join.RunAsync(At(_school), Twins, new(PupilJoinEffect.Joins, _first.Account!.Id, _second.Account!.Id), Cancellation));
        Assert.Empty(await LinesAsync(_school));
        Assert.Equal([KeepPupilsApart.Code], await AuditedAsync());
        Assert.Equal(2, (await PupilAccountsAsync()).Count);
    }

    [Fact, Trait("Section", "3.1")]
    public async Task One_child_has_the_records_schools_and_ties_of_both_and_the_older_account_nobody_was_told_about()
    {
        Guid elsewhere;
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var host = data.School();
            data.External(_second, host);
            elsewhere = host.Id;
            await data.SaveAsync();
        }

        Assert.Equal(JoinOutcome.Done, await JoinAsync());
        await using var read = Stores.Main();
        var stays = _first.Pupil.Id;
        Assert.False(await read.Set<Pupil>().AnyAsync(pupil => pupil.Id == _second.Pupil.Id, Cancellation));
        Assert.Equal(2, await read.Set<PupilRecord>().CountAsync(record => record.PupilId == stays, Cancellation));
        Assert.Equal(new[] { _school.Id, _school.Id, elsewhere }.Order(), (await read.Set<Enrolment>().Where(enrolment => enrolment.PupilId == stays).Select(enrolment => enrolment.SchoolId).ToListAsync(Cancellation)).Order());
        Assert.Equal([stays], await Children.LinksOf(read, _guardian.Account.Id).Select(link => link.PupilId).ToListAsync(Cancellation));
        Assert.Equal(_first.Account!.Id, Assert.Single(await PupilAccountsAsync()).Id);
        Assert.Equal([_second.Account!.Username], await read.Set<RetiredUsername>().Select(retired => retired.Username).ToListAsync(Cancellation));
        Assert.Equal([JoinPupils.Code], await AuditedAsync());
        Assert.False(await read.Set<PupilDoubt>().AnyAsync(Cancellation));
        Assert.False(await read.Set<OutboxMessage>().AnyAsync(Cancellation));
    }

    [Theory, Trait("Section", "3.1")]
    [InlineData(AccountState.NotInformed, AccountState.Informed, "second", PupilJoinEffect.Joins)]
    [InlineData(AccountState.Activated, AccountState.NotInformed, "first", PupilJoinEffect.Joins)]
    [InlineData(AccountState.Informed, AccountState.Activated, "second", PupilJoinEffect.EndsOne)]
    [InlineData(AccountState.Informed, AccountState.Informed, "first", PupilJoinEffect.EndsOne)]
    public async Task The_account_that_is_used_more_stays_with_its_password(AccountState first, AccountState second, string staying, PupilJoinEffect effect)
    {
        await StatesAsync(first, second);
        Assert.Equal(effect, (await CompareAsync())!.Plan.Effect);
        Assert.Equal(JoinOutcome.Done, await JoinAsync());
        var stays = staying == "first" ? _first.Account! : _second.Account!;
        var left = Assert.Single(await PupilAccountsAsync());
        Assert.Equal((stays.Id, stays.Username, (Guid?)_first.Pupil.Id, staying == "first" ? first : second), (left.Id, left.Username, left.PupilId, left.State));
    }

    [Fact, Trait("Rule", "S-RC6")]
    public async Task An_account_that_was_in_use_does_not_end_behind_its_holders_back()
    {
        await StatesAsync(AccountState.Activated, AccountState.Activated);
        await using (var db = Stores.Main())
        {
            await db.Set<Account>().Where(account => account.Id == _first.Account!.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(account => account.Mail, "zoe@exemple.test").SetProperty(account => account.MailConfirmedAt, Clock.UtcNow), Cancellation);
            await db.Set<Account>().Where(account => account.Id == _second.Account!.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.LastSignInAt, Clock.UtcNow), Cancellation);
        }

        await using var operational = Stores.Operational();
        operational.Add(new Session { Id = Guid.CreateVersion7(), HandleHash = [1], Kind = SessionKind.Pupil, HolderId = _first.Account!.Id, Methods = "pwd", ExpiresAt = Clock.UtcNow.AddHours(1) });
        await operational.SaveChangesAsync(Cancellation);
        Assert.Equal(JoinOutcome.Done, await JoinAsync());
        await using var read = Stores.Main();
        var mail = await read.Set<OutboxMessage>().SingleAsync(Cancellation);
        Assert.Equal(("zoe@exemple.test", _second.Account!.Id), (mail.Recipient, mail.AccountId));
        Assert.Contains($"L’identifiant {_first.Account.Username} ne fonctionne plus. Connectez-vous avec l’identifiant {_second.Account.Username}.", mail.Text, StringComparison.Ordinal);
        operational.ChangeTracker.Clear();
        Assert.False(await operational.Set<Session>().AnyAsync(session => session.EndedAt == null, Cancellation));
    }

    [Fact]
    public async Task What_was_confirmed_must_still_be_what_follows()
    {
        var plan = (await CompareAsync())!.Plan;
        await StatesAsync(AccountState.NotInformed, AccountState.Informed);
        Assert.Equal(JoinOutcome.Changed, await Join.RunAsync(At(_school), Twins, plan, Cancellation));
        Assert.Equal(2, (await PupilAccountsAsync()).Count);
        Assert.Single(await LinesAsync(_school));
        Assert.Empty(await AuditedAsync());
    }

    [Fact, Trait("Section", "4.4")]
    public async Task A_tie_that_a_guardian_of_both_reported_as_wrong_holds_them_apart()
    {
        await using (var db = Stores.Main())
        {
            db.Add(new GuardianLink
            {
                GuardianRecordId = _guardian.Records[0].Id,
                PupilRecordId = _first.Record.Id,
                PupilId = _first.Pupil.Id,
                Relation = "10",
                Kind = GuardianKind.LegalGuardian,
                Statement = LinkStatement.ReportedWrong,
            });
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(JoinOutcome.TieReported, await JoinAsync());
        Assert.Equal(2, (await PupilAccountsAsync()).Count);
        Assert.Single(await LinesAsync(_school));
    }

    [Fact, Trait("Rule", "S-TN1")]
    public async Task A_pupil_of_another_school_is_its_business_and_one_whom_no_school_has_is_not_named()
    {
        School there;
        await using (var db = Stores.Main())
        {
            there = new TestData(db).School();
            await db.SaveChangesAsync(Cancellation);
            await db.Set<Enrolment>().Where(enrolment => enrolment.PupilId == _first.Pupil.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(enrolment => enrolment.SchoolId, there.Id).SetProperty(enrolment => enrolment.ClassId, (Guid?)null), Cancellation);
        }

        var plan = new PupilJoinPlan(PupilJoinEffect.Joins, _first.Account!.Id, _second.Account!.Id);
        foreach (var school in new[] { _school, there })
        {
            Assert.Empty(await LinesAsync(school));
            Assert.Null(await new ComparePupils(MainStore).RunAsync(At(school), Twins, Cancellation));
            Assert.False(await Apart.RunAsync(At(school), Twins, Cancellation));
            Assert.Equal(JoinOutcome.NotFound, await Join.RunAsync(At(school), Twins, plan, Cancellation));
        }

        await using (var db = Stores.Main())
        {
            await db.Set<Enrolment>().Where(enrolment => enrolment.PupilId == _first.Pupil.Id).ExecuteDeleteAsync(Cancellation);
            await db.Set<PupilRecord>().Where(record => record.Id == _first.Record.Id).ExecuteUpdateAsync(row => row.SetProperty(record => record.GoneAt, Clock.UtcNow), Cancellation);
        }

        Assert.Empty(await LinesAsync(there));
        var line = Assert.Single(await LinesAsync(_school));
        Assert.Equal((null, "MARTIN Zoé"), (line.First, line.Second!.Name));
        Assert.Null((await CompareAsync())!.First);
        Assert.Equal(JoinOutcome.Done, await JoinAsync());
        Assert.Equal(_first.Account.Id, Assert.Single(await PupilAccountsAsync()).Id);
    }

    [Fact]
    public async Task Two_different_ine_are_two_children()
    {
        await using var db = Stores.Main();
        await db.Set<Pupil>().Where(pupil => pupil.Id == _second.Pupil.Id).ExecuteUpdateAsync(row => row.SetProperty(pupil => pupil.Ine, "990000117BK"), Cancellation);
        Assert.Empty(await LinesAsync(_school));
        Assert.Equal(JoinOutcome.NotFound, await Join.RunAsync(At(_school), Twins, new(PupilJoinEffect.Joins, _first.Account!.Id, _second.Account!.Id), Cancellation));
    }

    [Fact]
    public async Task What_was_said_of_a_third_child_holds_for_the_one_who_stays()
    {
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            var third = data.Pupil(_school, null, "MARTIN", "Zoé");
            db.Add(new PupilDoubt { PupilId = _second.Pupil.Id, OtherPupilId = third.Pupil.Id, NoticedAt = Clock.UtcNow, Decision = DoubtDecision.KeptApart });
            await data.SaveAsync();
            Assert.Equal(JoinOutcome.Done, await JoinAsync());
            var doubt = await db.Set<PupilDoubt>().SingleAsync(Cancellation);
            Assert.Equal((_first.Pupil.Id, third.Pupil.Id, DoubtDecision.KeptApart), (doubt.PupilId, doubt.OtherPupilId, doubt.Decision));
        }
    }

    [Fact]
    public async Task Of_two_agents_who_decide_at_once_one_does()
    {
        var plan = (await CompareAsync())!.Plan;
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(
            async () => i % 2 == 0 ? await Apart.RunAsync(At(_school), Twins, Cancellation) : await Join.RunAsync(At(_school), Twins, plan, Cancellation) == JoinOutcome.Done, Cancellation)));
        Assert.Single(done, isDone => isDone);
        var code = Assert.Single(await AuditedAsync());
        Assert.Equal(code == JoinPupils.Code ? 1 : 2, (await PupilAccountsAsync()).Count);
    }

    [Fact, Trait("Row", "#249")]
    public async Task Maintenance_refuses_both_answers_and_shows_the_comparison()
    {
        Stores.ReadOnly.Plan(DateTime.UtcNow.AddYears(-1), DateTime.UtcNow.AddYears(1));
        Stores.ReadOnly.Observe(isWritable: false);
        var plan = (await CompareAsync())!.Plan;
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Apart.RunAsync(At(_school), Twins, Cancellation));
        await Assert.ThrowsAsync<ReadOnlyModeException>(() => Join.RunAsync(At(_school), Twins, plan, Cancellation));
    }

    [Fact]
    public async Task In_the_first_degree_nobody_has_an_account_and_one_child_is_left()
    {
        School school;
        await using (var db = Stores.Main())
        {
            var data = new TestData(db);
            school = data.School(degree: Degree.First);
            (_first, _second) = (data.Pupil(school, lastName: "ROY"), data.Pupil(school, lastName: "ROY"));
            _first.Pupil.Ine = null;
            db.Add(new PupilDoubt { PupilId = _first.Pupil.Id, OtherPupilId = _second.Pupil.Id, NoticedAt = Clock.UtcNow });
            await data.SaveAsync();
        }

        Assert.Equal(JoinOutcome.Done, await Join.RunAsync(At(school), Twins, new(PupilJoinEffect.Joins, null, null), Cancellation));
        await using var read = Stores.Main();
        Assert.Equal([_second.Pupil.Id], await read.Set<Enrolment>().Where(enrolment => enrolment.SchoolId == school.Id).Select(enrolment => enrolment.PupilId).Distinct().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_late_ine_ends_in_one_child_with_one_account_and_the_next_import_asks_nothing()
    {
        var known = new AafText { Date = "20261118" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK");
        await ImportAsync(known);
        await ImportAsync(new AafText { Date = "20261119" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK").Pupil("2", "DURAND", "Zoé", "01/02/2012"));
        var school = await ImportedAsync();
        var line = Assert.Single(await LinesAsync(school));
        var plan = (await new ComparePupils(MainStore).RunAsync(At(school), line.Pair, Cancellation))!.Plan;
        Assert.Equal(JoinOutcome.Done, await Join.RunAsync(At(school), line.Pair, plan, Cancellation));
        await ImportAsync(new AafText { Date = "20261120" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK").Pupil("2", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK"));
        Assert.Empty(await LinesAsync(school));
        await using var db = Stores.Main();
        var child = await db.Set<Pupil>().SingleAsync(pupil => pupil.FamilyName == "DURAND", Cancellation);
        Assert.Equal(2, await db.Set<PupilRecord>().CountAsync(record => record.PupilId == child.Id && record.GoneAt == null, Cancellation));
        Assert.Equal(plan.Stays, (await db.Set<Account>().SingleAsync(account => account.PupilId == child.Id, Cancellation)).Id);
    }

    [Fact]
    public async Task An_import_never_reopens_what_the_school_kept_apart_though_the_ine_arrives()
    {
        await ImportAsync(new AafText { Date = "20261118" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK"));
        await ImportAsync(new AafText { Date = "20261119" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK").Pupil("2", "DURAND", "Zoé", "01/02/2012"));
        var school = await ImportedAsync();
        Assert.True(await Apart.RunAsync(At(school), Assert.Single(await LinesAsync(school)).Pair, Cancellation));
        await ImportAsync(new AafText { Date = "20261120" }.School().Pupil("1", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK").Pupil("2", "DURAND", "Zoé", "01/02/2012", ine: "990000117BK"));
        Assert.Empty(await LinesAsync(school));
        await using var db = Stores.Main();
        Assert.Equal(2, await db.Set<Pupil>().CountAsync(pupil => pupil.FamilyName == "DURAND", Cancellation));
    }

    private async Task ImportAsync(AafText text) =>
        Assert.NotEqual(ImportOutcome.Refused, (await new ImportHarness(Stores, Clock).ImportAsync(text.Write(Path.Combine(Stores.Folder, text.Date)))).Outcome);

    private async Task<School> ImportedAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<School>().SingleAsync(school => school.Uai == "9990001X", Cancellation);
    }

    private async Task<IReadOnlyList<PupilDoubtLine>> LinesAsync(School school) => (await new ReadPupilDoubts(MainStore).RunAsync(At(school), 1, Cancellation)).Lines;

    private Task<PupilComparison?> CompareAsync() => new ComparePupils(MainStore).RunAsync(At(_school), Twins, Cancellation);

    private async Task<JoinOutcome> JoinAsync() => await Join.RunAsync(At(_school), Twins, (await CompareAsync())!.Plan, Cancellation);

    private async Task StatesAsync(AccountState first, AccountState second)
    {
        await using var db = Stores.Main();
        await db.Set<Account>().Where(account => account.Id == _first.Account!.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, first), Cancellation);
        await db.Set<Account>().Where(account => account.Id == _second.Account!.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.State, second), Cancellation);
    }

    private async Task<List<Account>> PupilAccountsAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<Account>().AsNoTracking().Where(account => account.Kind == AccountKind.Pupil && (account.Id == _first.Account!.Id || account.Id == _second.Account!.Id)).ToListAsync(Cancellation);
    }

    private async Task<List<string>> AuditedAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<AuditEvent>().Where(row => row.SchoolId == _school.Id).OrderBy(row => row.Id).Select(row => row.Code).ToListAsync(Cancellation);
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class PupilDoubtOnSqlite() : PupilDoubtTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class PupilDoubtOnPostgreSql() : PupilDoubtTests(Engine.PostgreSql);
