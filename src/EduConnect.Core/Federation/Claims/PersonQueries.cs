using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Claims;

/// <summary>
/// The queries of <see cref="PersonReader"/>, compiled once a host: they run at every userinfo request, and a compiled query knows one model only.
/// </summary>
internal sealed class PersonQueries
{
    private readonly Func<MainDb, Guid, CancellationToken, Task<PupilRow?>> _pupil = EF.CompileAsyncQuery(
        (MainDb main, Guid accountId, CancellationToken cancellation) =>
            (from account in main.Set<Account>()
             join pupil in main.Set<Pupil>() on account.PupilId equals pupil.Id
             where account.Id == accountId && account.ClosedAt == null
             select new PupilRow
             {
                 PupilId = pupil.Id,
                 AccountId = account.Id,
                 FamilyName = pupil.UsualName,
                 GivenName = pupil.FirstName,
                 Civility = pupil.Civility,
                 BirthDate = pupil.BirthDate,
                 Ine = pupil.Ine,
                 Email = account.MailConfirmedAt == null ? null : account.Mail,
             }).FirstOrDefault());

    private readonly Func<MainDb, Guid, IAsyncEnumerable<SchoolingRow>> _ofPupil = EF.CompileAsyncQuery(
        (MainDb main, Guid pupilId) =>
            from record in main.Set<PupilRecord>()
            where record.PupilId == pupilId && record.GoneAt == null
            from enrolment in main.Set<EduConnect.Core.Schools.Enrolment>().Where(row => row.PupilRecordId == record.Id).DefaultIfEmpty()
            from school in main.Set<School>().Where(row => row.Id == enrolment!.SchoolId).DefaultIfEmpty()
            from mef in main.Set<Mef>().Where(row => row.Code == enrolment!.MefCode).DefaultIfEmpty()
            orderby enrolment!.Kind, record.Degree descending, school!.Uai
            select new SchoolingRow
            {
                Academie = record.Academie,
                Degree = record.Degree,
                SourceId = record.SourceId,
                PupilKey = record.RegistrationNumber == string.Empty ? record.SourceId : record.RegistrationNumber,
                Uai = school!.Uai,
                StatisticalCode = mef!.StatisticalCode,
            });

    private readonly Func<MainDb, Guid, IAsyncEnumerable<GuardianRow>> _guardian = EF.CompileAsyncQuery(
        (MainDb main, Guid accountId) =>
            from account in main.Set<Account>()
            join record in main.Set<GuardianRecord>() on (Guid?)account.Id equals record.AccountId
            where account.Id == accountId && account.ClosedAt == null
            orderby record.GoneAt != null, record.Degree descending, record.SourceId
            select new GuardianRow
            {
                Id = record.Id,
                FamilyName = record.UsualName,
                GivenName = record.FirstName,
                Civility = record.Civility,
                Academie = record.Academie,
                Degree = record.Degree,
                SourceId = record.SourceId,
                ConfirmedEmail = account.MailConfirmedAt == null ? null : account.Mail,
            });

    private readonly Func<MainDb, Guid, IAsyncEnumerable<SchoolingRow>> _ofChildren = EF.CompileAsyncQuery(
        (MainDb main, Guid accountId) =>
            from guardian in main.Set<GuardianRecord>()
            join link in main.Set<GuardianLink>() on guardian.Id equals link.GuardianRecordId
            join record in main.Set<PupilRecord>() on link.PupilRecordId equals record.Id
            where guardian.AccountId == accountId && guardian.GoneAt == null
                && link.Statement == LinkStatement.Confirmed && link.GoneAt == null && record.GoneAt == null
            from enrolment in main.Set<EduConnect.Core.Schools.Enrolment>().Where(row => row.PupilRecordId == record.Id).DefaultIfEmpty()
            from school in main.Set<School>().Where(row => row.Id == enrolment!.SchoolId).DefaultIfEmpty()
            orderby record.Degree descending, record.SourceId, school!.Uai
            select new SchoolingRow
            {
                GuardianRecordId = guardian.Id,
                Academie = record.Academie,
                Degree = record.Degree,
                SourceId = record.SourceId,
                PupilKey = record.RegistrationNumber == string.Empty ? record.SourceId : record.RegistrationNumber,
                Uai = school!.Uai,
            });

    public async Task<FoundPupil?> Pupil(MainDb main, Guid accountId, CancellationToken cancellation) =>
        await _pupil(main, accountId, cancellation) is { } row
            ? new(row.PupilId, new Person(row.AccountId, Audience.Pupils, row.FamilyName, row.GivenName)
            {
                Civility = row.Civility.Length == 0 ? null : row.Civility,
                BirthDate = row.BirthDate,
                Ine = row.Ine,
                ConfirmedEmail = row.Email,
            })
            : null;

    public IAsyncEnumerable<SchoolingRow> SchoolingOfPupil(MainDb main, Guid pupilId) => _ofPupil(main, pupilId);

    public IAsyncEnumerable<GuardianRow> RecordsOfGuardian(MainDb main, Guid accountId) => _guardian(main, accountId);

    public IAsyncEnumerable<SchoolingRow> SchoolingOfChildren(MainDb main, Guid accountId) => _ofChildren(main, accountId);

    private sealed class PupilRow
    {
        public Guid PupilId { get; init; }

        public Guid AccountId { get; init; }

        public required string FamilyName { get; init; }

        public required string GivenName { get; init; }

        public required string Civility { get; init; }

        public DateOnly? BirthDate { get; init; }

        public string? Ine { get; init; }

        public string? Email { get; init; }
    }
}

/// <summary>A pupil found, with the key to read their schooling.</summary>
internal sealed record FoundPupil(Guid PupilId, Person Person);

/// <summary>One enrolment of a pupil, or of a child of a guardian.</summary>
internal sealed class SchoolingRow
{
    public Guid GuardianRecordId { get; init; }

    public required string Academie { get; init; }

    public Degree Degree { get; init; }

    public required string SourceId { get; init; }

    public required string PupilKey { get; init; }

    public string? Uai { get; init; }

    public string? StatisticalCode { get; init; }
}

/// <summary>One record of a guardian.</summary>
internal sealed class GuardianRow
{
    public Guid Id { get; init; }

    public required string FamilyName { get; init; }

    public required string GivenName { get; init; }

    public required string Civility { get; init; }

    public required string Academie { get; init; }

    public Degree Degree { get; init; }

    public required string SourceId { get; init; }

    public string? ConfirmedEmail { get; init; }

    public SourceRecord Source => new(Academie, (int)Degree, SourceId);
}
