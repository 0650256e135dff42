using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Portal;
using EduConnect.Core.Schools;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Portal;

public abstract class ReadPortalTests(Engine engine) : StorageSuite(engine)
{
    private static readonly Actor Operator = new(ActorKind.Operator, "test");
    private PortalCatalogue _catalogue = null!;
    private TestPupil _ines = null!;
    private TestPupil _malo = null!;
    private TestGuardian _claire = null!;
    private School _college = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _catalogue = new PortalCatalogue(new StoreFactory<MainDb>(Stores.Main), Clock);
        await using var db = Stores.Main();
        var data = new TestData(db);
        (_college, var primary) = (data.School(), data.School(name: "Les Tilleuls", degree: Degree.First));
        _ines = data.Pupil(_college, data.Class(_college), "MOREL", "Inès");
        _malo = data.Pupil(primary, data.Class(primary, "CE2"), "MOREL", "Malo");
        _claire = data.Guardian(_ines, "MOREL", "Claire", others: [_malo]);
        await data.SaveAsync();
        await db.Set<GuardianLink>().ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, LinkStatement.Confirmed), Cancellation);
        await AddAsync("ent", "ENT", service => service.Degree = Degree.Second);
        await AddAsync("livret", "Livret", service => service.Academies = ["13"]);
    }

    public override async ValueTask DisposeAsync()
    {
        _catalogue.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Row", "#21")]
    public async Task A_guardian_sees_each_child_with_the_services_of_its_school()
    {
        var view = await ReadAsync(Session(SessionKind.Guardian, _claire.Account.Id));
        Assert.Equal("Claire MOREL", view.Name);
        Assert.Equal(["Inès MOREL: 5E B, ENT Livret", "Malo MOREL: CE2, Livret"], view.Places.Select(place => $"{place.Name}: {place.ClassLabel}, {string.Join(' ', place.Services.Select(service => service.Name))}"));
    }

    [Theory]
    [InlineData("Claire", "CLAIRE")]
    [InlineData("CLAIRE", "Claire")]
    public async Task A_guardian_whom_two_sources_write_differently_is_greeted_as_services_are_told(string second, string first)
    {
        await using (var db = Stores.Main())
        {
            Assert.Equal(2, await db.Set<GuardianRecord>()
                .ExecuteUpdateAsync(row => row.SetProperty(record => record.FirstName, record => record.Degree == Degree.Second ? second : first), Cancellation));
        }

        Assert.Equal(second + " MOREL", (await ReadAsync(Session(SessionKind.Guardian, _claire.Account.Id))).Name);
    }

    [Theory]
    [InlineData(LinkStatement.ReportedWrong, true)]
    [InlineData(LinkStatement.Unconfirmed, false)]
    [InlineData(LinkStatement.BirthDateReported, false)]
    [Trait("Row", "#27")]
    public async Task A_child_whose_tie_is_not_confirmed_is_not_there(LinkStatement statement, bool reported)
    {
        await using var db = Stores.Main();
        await db.Set<GuardianLink>().Where(link => link.PupilId == _ines.Pupil.Id).ExecuteUpdateAsync(row => row.SetProperty(link => link.Statement, statement), Cancellation);
        var view = await ReadAsync(Session(SessionKind.Guardian, _claire.Account.Id));
        Assert.Equal("Malo MOREL", Assert.Single(view.Places).Name);
        Assert.Equal(reported, view.HasReports);
    }

    [Fact]
    [Trait("Row", "#22")]
    public async Task A_pupil_sees_the_services_of_the_school_and_its_message()
    {
        await WriteAsync("Bonne rentrée", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30));
        var view = await ReadAsync(Session(SessionKind.Pupil, _ines.Account!.Id));
        Assert.True(view.IsPupil);
        Assert.Equal(2, Assert.Single(view.Places).Services.Count);
        Assert.Equal("Bonne rentrée", Assert.Single(view.Messages).Text);
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-20", true)]
    [InlineData("2026-11-21", "2026-11-30", false)]
    [InlineData("2026-11-01", "2026-11-19", false)]
    public async Task A_message_is_shown_from_its_first_to_its_last_day(string from, string to, bool shown)
    {
        await WriteAsync("Réunion jeudi", DateOnly.Parse(from, null), DateOnly.Parse(to, null));
        Assert.Equal(shown, (await ReadAsync(Session(SessionKind.Guardian, _claire.Account.Id))).Messages.Count == 1);
    }

    [Fact]
    public async Task The_day_of_a_message_begins_at_midnight_in_Paris()
    {
        await WriteAsync("Demain", new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 21));
        Clock.MoveTo(new DateTimeOffset(2026, 11, 20, 22, 59, 0, TimeSpan.Zero));
        Assert.Empty((await ReadAsync(Session(SessionKind.Guardian, _claire.Account.Id))).Messages);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single((await ReadAsync(Session(SessionKind.Guardian, _claire.Account.Id))).Messages);
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(0, null, null, null)]
    [InlineData(0, -5, null, -5)]
    [InlineData(-5, -9, null, -5)]
    [InlineData(3, 0, null, null)]
    [InlineData(3, 0, -7, -7)]
    [InlineData(-5, -9, -2, -2)]
    [Trait("Row", "#22")]
    public async Task The_last_sign_in_is_never_the_present_one(int? last, int? previous, int? journaled, int? expected)
    {
        var began = Clock.UtcNow;
        DateTime? At(int? minutes) => minutes is { } some ? began.AddMinutes(some) : null;
        await using (var main = Stores.Main())
        {
            await main.Set<Core.Accounts.Account>().Where(account => account.Id == _claire.Account.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSignInAt, At(last)).SetProperty(one => one.PreviousSignInAt, At(previous)), Cancellation);
        }

        await using (var operational = Stores.Operational())
        {
            operational.Add(new JournalEntry { Id = Guid.CreateVersion7(), At = began, Code = SignInJournal.SucceededCode, AccountId = _claire.Account.Id });
            operational.Add(new JournalEntry { Id = Guid.CreateVersion7(), At = began.AddMinutes(-1), Code = SignInJournal.RefusedCode, AccountId = _claire.Account.Id });
            if (At(journaled) is { } before)
            {
                operational.Add(new JournalEntry { Id = Guid.CreateVersion7(), At = before, Code = SignInJournal.SucceededCode, AccountId = _claire.Account.Id });
            }

            await operational.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(At(expected), (await ReadAsync(Session(SessionKind.Guardian, _claire.Account.Id))).PreviousSignIn);
    }

    [Fact]
    public async Task A_service_is_changed_and_removed_under_audit_and_a_code_is_given_once()
    {
        await using var db = Stores.Main();
        var save = new SavePortalService(db, Stores.Provider, new SystemRandomSource(), Clock, _catalogue);
        Assert.Contains("already", Assert.Single(await save.RunAsync(Service("ent", "Autre"), isNew: true, Operator, Cancellation)), StringComparison.Ordinal);
        Assert.Contains("no service", Assert.Single(await save.RunAsync(Service("absent", "Autre"), isNew: false, Operator, Cancellation)), StringComparison.Ordinal);
        Assert.Empty(await save.RunAsync(Service("ent", "Mon ENT"), isNew: false, Operator, Cancellation));
        Assert.Contains((await _catalogue.GetAsync(Cancellation)), service => service is { Name: "Mon ENT", Degree: null });
        Assert.True(await new RemovePortalService(db, Clock, _catalogue).RunAsync("ent", Operator, Cancellation));
        Assert.Equal(["livret"], (await _catalogue.GetAsync(Cancellation)).Select(service => service.Code));
        Assert.Equal(
            ["portal.service-added", "portal.service-added", "portal.service-changed", "portal.service-removed"],
            await db.Set<AuditEvent>().OrderBy(audit => audit.Id).Select(audit => audit.Code).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Another_process_is_heard_within_fifteen_seconds()
    {
        Assert.Equal(2, (await _catalogue.GetAsync(Cancellation)).Count);
        await using var db = Stores.Main();
        await db.Set<PortalService>().ExecuteDeleteAsync(Cancellation);
        Assert.Equal(2, (await _catalogue.GetAsync(Cancellation)).Count);
        Clock.Advance(PortalCatalogue.Freshness + TimeSpan.FromSeconds(1));
        Assert.Empty(await _catalogue.GetAsync(Cancellation));
    }

    private static PortalService Service(string code, string name) => new() { Code = code, Name = name, Address = "https://service.example/" };

    private static Session Session(SessionKind kind, Guid holder) => new()
    {
        HandleHash = [1],
        Kind = kind,
        HolderId = holder,
        AuthenticatedAt = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc),
        Methods = "pwd",
    };

    private async Task AddAsync(string code, string name, Action<PortalService> set)
    {
        var service = Service(code, name);
        set(service);
        await using var db = Stores.Main();
        Assert.Empty(await new SavePortalService(db, Stores.Provider, new SystemRandomSource(), Clock, _catalogue).RunAsync(service, isNew: true, Operator, Cancellation));
    }

    private async Task WriteAsync(string text, DateOnly from, DateOnly to)
    {
        await using var db = Stores.Main();
        db.Add(new SchoolMessage { SchoolId = _college.Id, Text = text, From = from, To = to, WrittenAt = Clock.UtcNow });
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<PortalView> ReadAsync(Session session)
    {
        await using var main = Stores.Main();
        await using var operational = Stores.Operational();
        return (await new ReadPortal(main, new PreviousSignIn(main, operational), _catalogue, Clock).RunAsync(session, Cancellation))!;
    }
}

public sealed class ReadPortalOnSqlite() : ReadPortalTests(Engine.Sqlite);

public sealed class ReadPortalOnPostgreSql() : ReadPortalTests(Engine.PostgreSql);
