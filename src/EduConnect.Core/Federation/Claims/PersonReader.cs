using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Federation.Claims;

/// <summary>
/// Reads what services may be told of a person from main (a replica will do), and only the part that the claims wanted need.
/// Ties a guardian has not confirmed are never read (domain 7.2).
/// </summary>
public sealed class PersonReader(IDbContextFactory<MainDb> stores)
{
    private static readonly string[] OfRecords = [ClaimNames.ReferenceIds];

    private static readonly string[] OfSchooling =
        [ClaimNames.Affiliation, ClaimNames.Vectors, ClaimNames.SchoolUai, ClaimNames.Level, ClaimNames.ReferenceIds];

    private readonly PersonQueries _queries = new();

    /// <summary>The person of an account; null when it is gone, closed or of another profile.</summary>
    public async Task<Person?> ReadAsync(Guid accountId, Audience profile, IReadOnlySet<string> names, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        await using var main = await stores.CreateDbContextAsync(cancellation);
        var withRecords = names.Overlaps(OfRecords);
        var withSchooling = names.Overlaps(OfSchooling);
        return profile is Audience.Pupils
            ? await PupilAsync(main, accountId, withRecords, withSchooling, cancellation)
            : await GuardianAsync(main, accountId, withRecords, withSchooling, cancellation);
    }

    private async Task<Person?> PupilAsync(
        MainDb main, Guid accountId, bool withRecords, bool withSchooling, CancellationToken cancellation)
    {
        var found = await _queries.Pupil(main, accountId, cancellation);
        if (found is null)
        {
            return null;
        }

        var rows = withRecords || withSchooling ? await _queries.SchoolingOfPupil(main, found.PupilId).ToListAsync(cancellation) : [];
        return found.Person with
        {
            Records = [.. rows.Select(row => new SourceRecord(row.Academie, (int)row.Degree, row.SourceId)).Distinct()],
            Enrolments = [.. rows.Where(row => row.Uai is not null).Select(Enrolment)],
        };
    }

    private async Task<Person?> GuardianAsync(
        MainDb main, Guid accountId, bool withRecords, bool withSchooling, CancellationToken cancellation)
    {
        var records = await _queries.RecordsOfGuardian(main, accountId).ToListAsync(cancellation);
        if (records.Count == 0)
        {
            return null;
        }

        var rows = withRecords || withSchooling
            ? await _queries.SchoolingOfChildren(main, accountId).ToListAsync(cancellation)
            : [];
        var first = records[0];
        return new Person(accountId, Audience.Guardians, first.FamilyName, first.GivenName)
        {
            Civility = first.Civility.Length == 0 ? null : first.Civility,
            ConfirmedEmail = first.ConfirmedEmail,
            Records = [.. records.Where(record => rows.Any(row => row.GuardianRecordId == record.Id)).Select(record => record.Source)],
            Enrolments = [.. rows.Where(row => row.Uai is not null).Select(Enrolment).Distinct()],
        };
    }

    private static Enrolment Enrolment(SchoolingRow row) =>
        new((int)row.Degree, row.PupilKey, row.Uai!, row.StatisticalCode is { Length: >= 4 } code ? code[..4] : null);
}
