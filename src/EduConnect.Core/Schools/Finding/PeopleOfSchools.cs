using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Finding;

/// <summary>One person in one list of one school, before search.</summary>
internal sealed class PlacedPerson
{
    public Guid AccountId { get; init; }

    public Guid SchoolId { get; init; }

    public ListKind List { get; init; }

    public required string Name { get; init; }

    public required string FirstName { get; init; }

    public required string SearchName { get; init; }

    public required string Username { get; init; }

    public string? Child { get; init; }
}

/// <summary>The people of some schools as their lists hold them.</summary>
internal static class PeopleOfSchools
{
    /// <summary>Pupils with an account, those from elsewhere included.</summary>
    public static IQueryable<PlacedPerson> Pupils(MainDb db, IQueryable<School> schools) =>
        from school in schools
        where school.Degree == Degree.Second
        join enrolment in db.Set<Enrolment>() on school.Id equals enrolment.SchoolId
        join pupil in db.Set<Pupil>() on enrolment.PupilId equals pupil.Id
        join account in db.Set<Account>() on (Guid?)pupil.Id equals account.PupilId
        where account.ClosedAt == null
        select new PlacedPerson
        {
            AccountId = account.Id,
            SchoolId = school.Id,
            List = enrolment.Kind == EnrolmentKind.External ? ListKind.ExternalPupils : ListKind.Pupils,
            Name = pupil.UsualName,
            FirstName = pupil.FirstName,
            SearchName = pupil.SearchName,
            Username = account.Username,
            Child = null,
        };

    /// <summary>Guardians, once for each child.</summary>
    public static IQueryable<PlacedPerson> Guardians(MainDb db, IQueryable<School> schools) =>
        from school in schools
        join enrolment in db.Set<Enrolment>() on school.Id equals enrolment.SchoolId
        where enrolment.Kind == EnrolmentKind.Home
        join link in db.Set<GuardianLink>() on enrolment.PupilRecordId equals link.PupilRecordId
        join record in db.Set<GuardianRecord>() on link.GuardianRecordId equals record.Id
        join account in db.Set<Account>() on record.AccountId equals (Guid?)account.Id
        join pupil in db.Set<Pupil>() on enrolment.PupilId equals pupil.Id
        where link.GoneAt == null && record.GoneAt == null && account.ClosedAt == null
        select new PlacedPerson
        {
            AccountId = account.Id,
            SchoolId = school.Id,
            List = school.Degree == Degree.First ? ListKind.Guardians : link.Kind == GuardianKind.LegalGuardian ? ListKind.LegalGuardians : ListKind.PersonsInCharge,
            Name = record.UsualName,
            FirstName = record.FirstName,
            SearchName = record.SearchName,
            Username = account.Username,
            Child = pupil.UsualName + " " + pupil.FirstName,
        };
}
