using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Activation;
using EduConnect.Core.Directory;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Guardians;
using EduConnect.Core.Nightly;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Nightly;

/// <summary>Whoever has had no school for 15 months goes, with all that hangs on them; everybody else stays (domain §9).</summary>
[Trait("Rule", "S-GD1")]
public abstract class PurgeTests(Engine engine) : StorageSuite(engine)
{
    private StoreFactory<MainDb> MainStore => new(Stores.Main);

    private PurgePeople Purge => new(MainStore, new ErasePeople(MainStore, new EraseAccounts(new StoreFactory<OperationalDb>(Stores.Operational), Clock), Clock), new RetentionOptions(), Clock);

    [Fact]
    [Trait("Rule", "S-GD2")]
    [Trait("Row", "#252")]
    public async Task Nothing_is_left_of_who_left_but_a_reserved_username_and_the_trail()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var (college, ecole) = (data.School(), data.School(degree: Degree.First));
        var (leaver, child, stayer) = (data.Pupil(college, ine: "990000001AB"), data.Pupil(ecole), data.Pupil(college));
        var (gone, busy) = (data.Guardian(leaver, others: child), data.Guardian(stayer, others: leaver));
        db.Add(new FranceConnectIdentity { Id = Guid.NewGuid(), Environment = "test", Subject = "sub", AccountId = gone.Account.Id, AttachedAt = Clock.UtcNow });
        db.Add(new PupilDoubt { PupilId = leaver.Pupil.Id, OtherPupilId = stayer.Pupil.Id, NoticedAt = Clock.UtcNow });
        db.Add(new RecordProposal { GuardianRecordId = gone.Records[0].Id, AccountId = busy.Account.Id, ProposedAt = Clock.UtcNow });
        db.Add(new OutboxMessage { Id = Guid.NewGuid(), Channel = Channel.Mail, Recipient = "a@exemple.test", Template = "t", Text = "x", AccountId = gone.Account.Id, CreatedAt = Clock.UtcNow });
        await data.SaveAsync();
        await using (var operational = Stores.Operational())
        {
            operational.Add(Session(gone.Account.Id));
            operational.Add(Session(busy.Account.Id));
            await operational.SaveChangesAsync(Cancellation);
        }

        await LeaveAsync(leaver, child);
        var counts = await Purge.RunAsync(Cancellation);
        Assert.Equal((0, 0, 3, 0), (counts["pupils"], counts["guardians"], counts["waiting"], counts["late"]));
        Clock.MoveTo(new DateTimeOffset(Clock.UtcNow.AddMonths(15).AddMinutes(-1), TimeSpan.Zero));
        Assert.Equal(0, (await Purge.RunAsync(Cancellation))["pupils"]);
        Clock.Advance(TimeSpan.FromMinutes(1));
        counts = await Purge.RunAsync(Cancellation);
        Assert.Equal((2, 1, 0, 0), (counts["pupils"], counts["guardians"], counts["waiting"], counts["late"]));

        Assert.Equal([stayer.Pupil.Id], await db.Set<Pupil>().Select(pupil => pupil.Id).ToListAsync(Cancellation));
        Assert.Equal(new[] { stayer.Account!.Id, busy.Account.Id }.Order(), (await db.Set<Account>().Select(account => account.Id).ToListAsync(Cancellation)).Order());
        Assert.Equal([stayer.Pupil.Id], await db.Set<GuardianLink>().Select(link => link.PupilId).ToListAsync(Cancellation));
        Assert.Equal([busy.Records[0].Id], await db.Set<GuardianRecord>().Select(record => record.Id).ToListAsync(Cancellation));
        Assert.Equal([stayer.Record.Id], await db.Set<PupilRecord>().Select(record => record.Id).ToListAsync(Cancellation));
        Assert.False(await db.Set<FranceConnectIdentity>().AnyAsync(Cancellation) || await db.Set<PupilDoubt>().AnyAsync(Cancellation)
            || await db.Set<RecordProposal>().AnyAsync(Cancellation) || await db.Set<OutboxMessage>().AnyAsync(Cancellation) || await db.Set<Absence>().AnyAsync(Cancellation));
        Assert.Equal(new[] { gone.Account.Username, leaver.Account!.Username }.Order(), (await db.Set<RetiredUsername>().Select(retired => retired.Username).ToListAsync(Cancellation)).Order());
        var audited = await db.Set<AuditEvent>().ToListAsync(Cancellation);
        Assert.Equal(2, audited.Count(row => row.Code == EraseAccounts.Code));
        Assert.Equal((null, ""), audited.Where(row => row.Code == ErasePeople.PupilCode).Select(row => (row.AccountId, row.Detail)).Single());
        await using var left = Stores.Operational();
        Assert.Equal([busy.Account.Id], await left.Set<Session>().Select(session => session.HolderId).ToListAsync(Cancellation));
        counts = await Purge.RunAsync(Cancellation);
        Assert.All(counts.Values, count => Assert.Equal(0, count));
    }

    [Fact]
    [Trait("Rule", "S-GD2")]
    public async Task No_row_of_any_table_names_who_was_deleted_but_the_trail()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var leaver = data.Pupil(data.School());
        var id = data.Guardian(leaver).Account.Id;
        db.AddRange(
            new AccountLink { Id = Guid.NewGuid(), AccountId = id, Purpose = LinkPurpose.ConfirmMail, TokenHash = [1], Mail = "claire@exemple.test", CreatedAt = Clock.UtcNow, ExpiresAt = Clock.UtcNow },
            new MailChange { Id = Guid.NewGuid(), AccountId = id, OldMail = "claire@exemple.test", NewMail = "autre@exemple.test", RequestedAt = Clock.UtcNow });
        await data.SaveAsync();
        await LeaveAsync(leaver);
        await Purge.RunAsync(Cancellation);
        Clock.MoveTo(new DateTimeOffset(Clock.UtcNow.AddMonths(16), TimeSpan.Zero));
        await using (var operational = Stores.Operational())
        {
            var session = Session(id);
            operational.AddRange(
                session,
                new PendingStep { Id = Guid.NewGuid(), SessionId = session.Id, Kind = StepKind.Mobile, Value = $"for {id}", ExpiresAt = Clock.UtcNow.AddHours(1) },
                new ActivationState { Id = Guid.NewGuid(), HandleHash = [1], AccountId = id, ExpiresAt = Clock.UtcNow.AddHours(1) },
                new JournalEntry { Id = Guid.NewGuid(), Code = SignInJournal.SucceededCode, AccountId = id, Network = "192.0.2.7", At = Clock.UtcNow, DrainedAt = Clock.UtcNow },
                Counter(AttemptKeys.Mails(id)), Counter(AttemptKeys.BirthDates(id)), Counter(AttemptKeys.BirthDates(id) + ":aa"), Counter(AttemptKeys.BirthDates(leaver.Pupil.Id) + ":aa"));
            await operational.SaveChangesAsync(Cancellation);
            Assert.Equal(5, (await StoreSearch.TablesHoldingAsync(operational, id.ToString(), Cancellation)).Count);
        }

        Assert.Equal(1, (await Purge.RunAsync(Cancellation))["guardians"]);
        await using var main = Stores.Main();
        await using var left = Stores.Operational();
        Assert.Equal(["audit_event"], await StoreSearch.TablesHoldingAsync(main, id.ToString(), Cancellation));
        Assert.Equal(["audit_event"], await StoreSearch.TablesHoldingAsync(main, leaver.Account!.Id.ToString(), Cancellation));
        Assert.Empty(await StoreSearch.TablesHoldingAsync(left, id.ToString(), Cancellation));
        Assert.Equal(AttemptKeys.BirthDates(leaver.Pupil.Id) + ":aa", (await left.Set<AttemptCounter>().SingleAsync(Cancellation)).Key);
    }

    [Fact]
    public async Task Who_comes_back_before_the_end_is_forgotten_to_have_left()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var pupil = data.Pupil(school);
        var guardian = data.Guardian(pupil);
        await data.SaveAsync();
        await LeaveAsync(pupil);
        Assert.Equal(2, (await Purge.RunAsync(Cancellation))["waiting"]);
        Clock.MoveTo(new DateTimeOffset(Clock.UtcNow.AddMonths(14), TimeSpan.Zero));
        db.Add(new Enrolment { PupilRecordId = pupil.Record.Id, PupilId = pupil.Pupil.Id, SchoolId = school.Id, Kind = EnrolmentKind.Home });
        await db.SaveChangesAsync(Cancellation);
        await db.Set<GuardianLink>().ExecuteUpdateAsync(set => set.SetProperty(link => link.GoneAt, (DateTime?)null), Cancellation);
        Assert.Equal(0, (await Purge.RunAsync(Cancellation))["waiting"]);
        await db.Set<Enrolment>().ExecuteDeleteAsync(Cancellation);
        Assert.Equal(2, (await Purge.RunAsync(Cancellation))["waiting"]);
        Clock.MoveTo(new DateTimeOffset(Clock.UtcNow.AddMonths(2), TimeSpan.Zero));
        Assert.Equal(0, (await Purge.RunAsync(Cancellation))["guardians"]);
        Assert.True(await db.Set<Account>().AnyAsync(account => account.Id == guardian.Account.Id, Cancellation));
    }

    [Fact]
    public async Task What_a_former_source_says_of_somebody_who_stays_goes_too()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var (here, before) = (data.School(), data.School(academie: "18"));
        var (child, former) = (data.Pupil(here), data.Pupil(before));
        var guardian = data.Guardian(child, others: former);
        await data.SaveAsync();
        await LeaveAsync(former);
        await db.Set<GuardianRecord>().Where(record => record.Academie == "18").ExecuteUpdateAsync(set => set.SetProperty(record => record.GoneAt, Clock.UtcNow), Cancellation);
        Clock.MoveTo(new DateTimeOffset(Clock.UtcNow.AddMonths(16), TimeSpan.Zero));
        Assert.Equal(1, (await Purge.RunAsync(Cancellation))["records"]);
        Assert.Equal("13", (await db.Set<GuardianRecord>().SingleAsync(Cancellation)).Academie);
        Assert.True(await db.Set<Account>().AnyAsync(account => account.Id == guardian.Account.Id, Cancellation));
    }

    [Fact]
    public async Task More_people_than_a_chunk_holds_go_in_one_night()
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School();
        var pupils = Enumerable.Range(0, 450).Select(_ => data.Pupil(school)).ToArray();
        await data.SaveAsync();
        await LeaveAsync(pupils);
        await Purge.RunAsync(Cancellation);
        Clock.MoveTo(new DateTimeOffset(Clock.UtcNow.AddMonths(16), TimeSpan.Zero));
        Assert.Equal(450, (await Purge.RunAsync(Cancellation))["pupils"]);
        Assert.False(await db.Set<Account>().AnyAsync(Cancellation));
        Assert.Equal(450, await db.Set<RetiredUsername>().CountAsync(Cancellation));
    }

    // As an import takes people away: dates on records and ties, enrolments gone.
    private async Task LeaveAsync(params TestPupil[] pupils)
    {
        await using var db = Stores.Main();
        var (records, now) = (pupils.Select(pupil => pupil.Record.Id).ToList(), Clock.UtcNow);
        await db.Set<Enrolment>().Where(enrolment => records.Contains(enrolment.PupilRecordId)).ExecuteDeleteAsync(Cancellation);
        await db.Set<PupilRecord>().Where(record => records.Contains(record.Id)).ExecuteUpdateAsync(set => set.SetProperty(record => record.GoneAt, now), Cancellation);
        await db.Set<GuardianLink>().Where(link => records.Contains(link.PupilRecordId)).ExecuteUpdateAsync(set => set.SetProperty(link => link.GoneAt, now), Cancellation);
    }

    private AttemptCounter Counter(string key) => new() { Key = key, Failures = 1, WindowFailures = 1, WindowBeganAt = Clock.UtcNow, LastFailedAt = Clock.UtcNow };

    private Session Session(Guid holder) => new()
    {
        Id = Guid.NewGuid(),
        HandleHash = Guid.NewGuid().ToByteArray(),
        Kind = SessionKind.Guardian,
        HolderId = holder,
        AuthenticatedAt = Clock.UtcNow,
        LastSeenAt = Clock.UtcNow,
        ExpiresAt = Clock.UtcNow.AddHours(1),
        Methods = "pwd",
    };
}

public sealed class PurgeOnSqlite() : PurgeTests(Engine.Sqlite);

public sealed class PurgeOnPostgreSql() : PurgeTests(Engine.PostgreSql);
