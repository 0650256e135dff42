using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Lists;

/// <summary>Élèves extérieurs (rows #170 to #173).</summary>
/// <remarks>
/// Their own school is another one, and a query has the filter of the school or has it not: these two put the school into the question themselves.
/// Of the other school they show its name, and nothing that opens.
/// </remarks>
internal static partial class ListRows
{
    /// <summary>The schools that the pupils from elsewhere come from.</summary>
    public static IQueryable<School> HomeSchools(MainDb db)
    {
        var here = db.SchoolScope ?? throw new InvalidOperationException("A list needs a store opened for one school.");
        var homes = from enrolment in db.Set<Enrolment>().IgnoreQueryFilters([MainDb.SchoolFilter])
                    where enrolment.SchoolId == here && enrolment.Kind == EnrolmentKind.External
                    join home in db.Set<Enrolment>() on enrolment.PupilRecordId equals home.PupilRecordId
                    where home.Kind == EnrolmentKind.Home
                    select home.SchoolId;
        return db.Set<School>().AsNoTracking().IgnoreQueryFilters([MainDb.SchoolFilter]).Where(school => homes.Contains(school.Id));
    }

    private static IQueryable<ListRow> ExternalPupils(MainDb db)
    {
        var here = db.SchoolScope!.Value;
        return
            from enrolment in db.Set<Enrolment>().AsNoTracking().IgnoreQueryFilters([MainDb.SchoolFilter])
            where enrolment.SchoolId == here && enrolment.Kind == EnrolmentKind.External
            join pupil in db.Set<Pupil>() on enrolment.PupilId equals pupil.Id
            join account in db.Set<Account>() on (Guid?)pupil.Id equals account.PupilId
            join home in db.Set<Enrolment>().Where(own => own.Kind == EnrolmentKind.Home) on enrolment.PupilRecordId equals home.PupilRecordId into homes
            from home in homes.DefaultIfEmpty()
            join school in db.Set<School>() on home!.SchoolId equals school.Id into schools
            from school in schools.DefaultIfEmpty()
            where account.ClosedAt == null
            select new ListRow
            {
                AccountId = account.Id,
                PupilId = pupil.Id,
                PupilName = pupil.UsualName,
                PupilFirstName = pupil.FirstName,
                PupilSearch = pupil.SearchName,
                Ine = pupil.Ine,
                BirthDate = pupil.BirthDate,
                ClassId = null,
                ClassCode = null,
                ClassLabel = null,
                ClassName = null,
                MefCode = enrolment.MefCode,
                Level = enrolment.Level,
                HomeSchoolId = school == null ? null : (Guid?)school.Id,
                HomeSchoolType = school == null ? null : school.TypeLabel,
                HomeSchoolName = school == null ? null : school.Name,
                HomeSchoolTown = school == null ? null : school.Town,
                GuardianCivility = null,
                GuardianName = null,
                GuardianFirstName = null,
                GuardianSearch = null,
                Tie = null,
                Statement = db.Set<GuardianLink>().Any(link => link.PupilRecordId == enrolment.PupilRecordId && link.GoneAt == null && link.Statement == LinkStatement.BirthDateReported)
                    ? LinkStatement.BirthDateReported
                    : LinkStatement.Unconfirmed,
                Username = account.Username,
                Mail = account.Mail,
                MailConfirmedAt = account.MailConfirmedAt,
                MailInError = account.MailInError,
                SourceMail = null,
                Mobile = null,
                MobileConfirmedAt = null,
                SourceMobile = null,
                Mode = account.Mode,
                State = account.State,
                IsCompromised = account.IsCompromised,
                NewUsernameRequestedAt = account.NewUsernameRequestedAt,
                LastInformedAt = account.LastInformedAt,
                LastSignInAt = account.LastSignInAt,
            };
    }
}
