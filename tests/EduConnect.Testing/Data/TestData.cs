using System.Globalization;
using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;

namespace EduConnect.Testing.Data;

/// <summary>Adds people and schools to a main store as an import would leave them: everybody not informed. Call SaveAsync at the end.</summary>
public sealed class TestData(MainDb db)
{
    private static int _sequence;
    private static int _schools;

    public School School(string? uai = null, string name = "Jeanne-Valmont", Degree degree = Degree.Second, string academie = "13")
    {
        var school = new School
        {
            Id = Guid.CreateVersion7(),
            Uai = uai ?? string.Create(CultureInfo.InvariantCulture, $"999{Interlocked.Increment(ref _schools):0000}Z"),
            SourceId = Next("7{0:0000}"),
            Academie = academie,
            Degree = degree,
            TypeLabel = degree == Degree.Second ? "CLG" : "E.E.PU",
            Name = name,
            Town = "SAINT-AUBRAC",
            Street = "3 rue des Tilleuls",
            PostCode = "99000",
            Mail = "ce.9999901z@ac-exemple.example",
            Departement = "999",
            UpdatedFromDirectoryAt = DateTime.UtcNow,
        };
        db.Add(school);
        return school;
    }

    public SchoolClass Class(School school, string code = "5E B", string? label = null)
    {
        var schoolClass = new SchoolClass { Id = Guid.CreateVersion7(), SchoolId = school.Id, Code = code, Label = label ?? code };
        db.Add(schoolClass);
        return schoolClass;
    }

    public TestPupil Pupil(School school, SchoolClass? schoolClass = null, string lastName = "DELORME", string firstName = "Anaïs", DateOnly? birthDate = null, string? username = null, string? ine = null, string? mef = null, string? level = null)
    {
        var pupil = new Pupil
        {
            Id = Guid.CreateVersion7(),
            Ine = ine ?? Next("99{0:0000000}AB"),
            FamilyName = lastName,
            UsualName = lastName,
            FirstName = firstName,
            BirthDate = birthDate ?? new DateOnly(2014, 3, 27),
            SearchName = SearchText.Fold($"{lastName} {firstName} {lastName}"),
        };
        var record = new PupilRecord { Id = Guid.CreateVersion7(), Academie = school.Academie, Degree = school.Degree, SourceId = Next("44{0:00000}"), RegistrationNumber = Next("61{0:0000}"), PupilId = pupil.Id };
        db.AddRange(pupil, record, new Enrolment { PupilRecordId = record.Id, SchoolId = school.Id, PupilId = pupil.Id, ClassId = schoolClass?.Id, MefCode = mef, Level = level, Kind = EnrolmentKind.Home });
        Account? account = null;
        if (school.Degree == Degree.Second)
        {
            account = new Account { Id = Guid.CreateVersion7(), Kind = AccountKind.Pupil, PupilId = pupil.Id, Username = username ?? Next("p.eleve{0}"), CreatedAt = DateTime.UtcNow };
            db.Add(account);
        }

        return new TestPupil(pupil, record, account);
    }

    /// <summary>A shared course in a school that is not the pupil's.</summary>
    public void External(TestPupil pupil, School host, string? mef = null) =>
        db.Add(new Enrolment { PupilRecordId = pupil.Record.Id, SchoolId = host.Id, PupilId = pupil.Pupil.Id, MefCode = mef, Kind = EnrolmentKind.External });

    public TestGuardian Guardian(TestPupil child, string lastName = "DELORME", string firstName = "Viviane", string? username = null, string? mail = "v.delorme@example.org", string? mobile = "+33639980001", GuardianKind kind = GuardianKind.LegalGuardian, params TestPupil[] others)
    {
        var account = new Account { Id = Guid.CreateVersion7(), Kind = AccountKind.Guardian, Username = username ?? Next("r.parent{0}"), CreatedAt = DateTime.UtcNow };
        db.Add(account);
        var records = new[] { child }.Concat(others).GroupBy(pupil => (pupil.Record.Academie, pupil.Record.Degree)).Select(source => Record(source.Key.Academie, source.Key.Degree, account, lastName, firstName, mail, mobile, kind, [.. source])).ToList();
        return new TestGuardian(account, records);
    }

    public async Task SaveAsync()
    {
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    private GuardianRecord Record(string academie, Degree degree, Account account, string lastName, string firstName, string? mail, string? mobile, GuardianKind kind, TestPupil[] children)
    {
        var record = new GuardianRecord
        {
            Id = Guid.CreateVersion7(),
            Academie = academie,
            Degree = degree,
            SourceId = Next("45{0:00000}"),
            Civility = "Mme",
            FamilyName = lastName,
            UsualName = lastName,
            FirstName = firstName,
            Mail = mail,
            Mobile = mobile,
            SearchName = SearchText.Fold($"{lastName} {firstName} {lastName}"),
            AccountId = account.Id,
        };
        db.Add(record);
        foreach (var child in children)
        {
            db.Add(new GuardianLink { GuardianRecordId = record.Id, PupilRecordId = child.Record.Id, PupilId = child.Pupil.Id, Relation = "10", Kind = kind });
        }

        return record;
    }

    private static string Next(string format) => string.Format(CultureInfo.InvariantCulture, format, Interlocked.Increment(ref _sequence));
}

/// <summary>A pupil with their record and, in the 2nd degree, their account.</summary>
public sealed record TestPupil(Pupil Pupil, PupilRecord Record, Account? Account);

/// <summary>A guardian's account with one record per source.</summary>
public sealed record TestGuardian(Account Account, IReadOnlyList<GuardianRecord> Records);
