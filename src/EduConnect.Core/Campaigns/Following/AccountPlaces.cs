using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Campaigns.Following;

/// <summary>A class in which an account is met: a pupil's own, or that of a guardian's child.</summary>
internal sealed class AccountPlace
{
    /// <summary>The account.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The school.</summary>
    public required Guid SchoolId { get; init; }

    /// <summary>The class; null while the pupil has none.</summary>
    public required Guid? ClassId { get; init; }
}

/// <summary>Where accounts are met.</summary>
internal static class AccountPlaces
{
    /// <summary>The schools and classes of <paramref name="accounts"/>, each once: those of the pupils' own enrolments, not of shared courses elsewhere.</summary>
    public static IQueryable<AccountPlace> Places(this IQueryable<Account> accounts, MainDb db)
    {
        var enrolments = db.Set<Enrolment>().Where(enrolment => enrolment.Kind == EnrolmentKind.Home);
        var pupils = accounts.Join(enrolments, account => account.PupilId, enrolment => enrolment.PupilId, (account, enrolment) => new AccountPlace { AccountId = account.Id, SchoolId = enrolment.SchoolId, ClassId = enrolment.ClassId });
        var guardians = accounts.Join(db.Set<GuardianRecord>().Where(record => record.GoneAt == null), account => account.Id, record => record.AccountId, (account, record) => new { account.Id, Record = record.Id })
            .Join(db.Set<GuardianLink>().Where(link => link.GoneAt == null), record => record.Record, link => link.GuardianRecordId, (record, link) => new { record.Id, link.PupilId })
            .Join(enrolments, child => child.PupilId, enrolment => enrolment.PupilId, (child, enrolment) => new AccountPlace { AccountId = child.Id, SchoolId = enrolment.SchoolId, ClassId = enrolment.ClassId });
        return pupils.Union(guardians);
    }
}
