using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Lists;

/// <summary>The rows of each list, before search and order. The store must be opened for one school.</summary>
/// <remarks>Every member is given, null included: a member left out could not stand in a search or an order.</remarks>
internal static partial class ListRows
{
    public static IQueryable<ListRow> Of(MainDb db, ListKind kind) => kind switch
    {
        _ when db.SchoolScope is null => throw new InvalidOperationException("A list needs a store opened for one school."),
        ListKind.Pupils => Pupils(db),
        ListKind.LegalGuardians => Guardians(db, GuardianKind.LegalGuardian),
        ListKind.PersonsInCharge => Guardians(db, GuardianKind.PersonInCharge),
        ListKind.Guardians => Guardians(db, null),
        ListKind.ExternalPupils => ExternalPupils(db),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static IQueryable<ListRow> Pupils(MainDb db) =>
        from enrolment in db.Set<Enrolment>().AsNoTracking()
        where enrolment.Kind == EnrolmentKind.Home
        join pupil in db.Set<Pupil>() on enrolment.PupilId equals pupil.Id
        join account in db.Set<Account>() on (Guid?)pupil.Id equals account.PupilId
        join schoolClass in db.Set<SchoolClass>() on enrolment.ClassId equals (Guid?)schoolClass.Id into classes
        from schoolClass in classes.DefaultIfEmpty()
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
            ClassId = enrolment.ClassId,
            ClassCode = schoolClass == null ? null : schoolClass.Code,
            ClassLabel = schoolClass == null ? null : schoolClass.Label,
            ClassName = schoolClass == null ? null : schoolClass.Code, // Pupils have accounts in the 2nd degree only.
            MefCode = enrolment.MefCode,
            Level = enrolment.Level,
            HomeSchoolId = null,
            HomeSchoolType = null,
            HomeSchoolName = null,
            HomeSchoolTown = null,
            GuardianCivility = null,
            GuardianName = null,
            GuardianFirstName = null,
            GuardianSearch = null,
            Tie = null,
            Statement = LinkStatement.Unconfirmed,
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

    private static IQueryable<ListRow> Guardians(MainDb db, GuardianKind? kind)
    {
        var inFirstDegree = InFirstDegree(db);
        return
            from enrolment in db.Set<Enrolment>().AsNoTracking()
            where enrolment.Kind == EnrolmentKind.Home
            join link in db.Set<GuardianLink>() on enrolment.PupilRecordId equals link.PupilRecordId
            join record in db.Set<GuardianRecord>() on link.GuardianRecordId equals record.Id
            join account in db.Set<Account>() on record.AccountId equals (Guid?)account.Id
            join pupil in db.Set<Pupil>() on enrolment.PupilId equals pupil.Id
            join schoolClass in db.Set<SchoolClass>() on enrolment.ClassId equals (Guid?)schoolClass.Id into classes
            from schoolClass in classes.DefaultIfEmpty()
            where link.GoneAt == null && record.GoneAt == null && account.ClosedAt == null && (kind == null || link.Kind == kind)
            select new ListRow
            {
                AccountId = account.Id,
                PupilId = pupil.Id,
                PupilName = pupil.UsualName,
                PupilFirstName = pupil.FirstName,
                PupilSearch = pupil.SearchName,
                Ine = null,
                BirthDate = null,
                ClassId = enrolment.ClassId,
                ClassCode = schoolClass == null ? null : schoolClass.Code,
                ClassLabel = schoolClass == null ? null : schoolClass.Label,
                ClassName = schoolClass == null ? null : inFirstDegree.Any() ? schoolClass.Label : schoolClass.Code,
                MefCode = enrolment.MefCode,
                Level = enrolment.Level,
                HomeSchoolId = null,
                HomeSchoolType = null,
                HomeSchoolName = null,
                HomeSchoolTown = null,
                GuardianCivility = record.Civility,
                GuardianName = record.UsualName,
                GuardianFirstName = record.FirstName,
                GuardianSearch = record.SearchName,
                Tie = link.Kind,
                Statement = link.Statement,
                Username = account.Username,
                Mail = account.Mail,
                MailConfirmedAt = account.MailConfirmedAt,
                MailInError = account.MailInError,
                SourceMail = record.Mail,
                Mobile = account.Mobile,
                MobileConfirmedAt = account.MobileConfirmedAt,
                SourceMobile = record.Mobile,
                Mode = account.Mode,
                State = account.State,
                IsCompromised = account.IsCompromised,
                NewUsernameRequestedAt = account.NewUsernameRequestedAt,
                LastInformedAt = account.LastInformedAt,
                LastSignInAt = account.LastSignInAt,
            };
    }

    // Asked once for the whole list: the store is opened for one school.
    private static IQueryable<School> InFirstDegree(MainDb db)
    {
        var here = db.SchoolScope!.Value;
        return db.Set<School>().Where(school => school.Id == here && school.Degree == Degree.First);
    }
}
