using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Doubts;

/// <summary>A pupil of the school who may be the same child as another.</summary>
/// <param name="Name">last and first name</param>
/// <param name="Username">of the account; null in the 1st degree</param>
/// <param name="Place">class, or level where there is no class; null when neither is known</param>
public sealed record DoubtPupil(string Name, string? Username, string? Place);

/// <summary>A line about pupils of "Doublons possibles".</summary>
/// <param name="Pair">the doubt</param>
/// <param name="First">the pupil known first; null when no school has them any more, and this one may not know who they are</param>
/// <param name="Second">the one that came later; null likewise</param>
/// <param name="AreAlike">same names and birth date; otherwise the source gives one the INE of the other</param>
/// <param name="NoticedAt">when the import noticed (UTC)</param>
public sealed record PupilDoubtLine(PupilPair Pair, DoubtPupil? First, DoubtPupil? Second, bool AreAlike, DateTime NoticedAt);

/// <summary>One page of the doubts of a school about pupils.</summary>
/// <param name="Lines">at most 50, by name</param>
/// <param name="Page">from 1; the last one when a later one was asked for</param>
/// <param name="Total">all that wait</param>
public sealed record PupilDoubtsOnPage(IReadOnlyList<PupilDoubtLine> Lines, int Page, int Total);

/// <summary>Reads which pupils of a school may be known twice (domain 2.6). Changes nothing, so it goes on during maintenance.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadPupilDoubts(IDbContextFactory<MainDb> main)
{
    /// <summary>How many wait for the school.</summary>
    public async Task<int> CountAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await OpenPupilDoubts.Of(db).CountAsync(cancellationToken);
    }

    /// <summary>One page.</summary>
    public async Task<PupilDoubtsOnPage> RunAsync(EstablishmentScope scope, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var doubts = OpenPupilDoubts.Of(db);
        var total = await doubts.CountAsync(cancellationToken);
        var shown = Math.Clamp(page, 1, Math.Max(1, (total + SchoolList.PageSize - 1) / SchoolList.PageSize));
        var found = await doubts.OrderBy(doubt => doubt.FirstSearch).ThenBy(doubt => doubt.First).ThenBy(doubt => doubt.Second)
            .Skip((shown - 1) * SchoolList.PageSize).Take(SchoolList.PageSize).ToListAsync(cancellationToken);
        var pupils = await PupilsAsync(db, [.. found.SelectMany(doubt => new[] { doubt.First, doubt.Second }).Distinct()], cancellationToken);
        return new PupilDoubtsOnPage(
            found.ConvertAll(doubt => new PupilDoubtLine(new(doubt.First, doubt.Second), pupils.GetValueOrDefault(doubt.First), pupils.GetValueOrDefault(doubt.Second), doubt.AreAlike, doubt.NoticedAt)), shown, total);
    }

    /// <summary>Those who attend the school, by identifier.</summary>
    private static async Task<Dictionary<Guid, DoubtPupil>> PupilsAsync(MainDb db, Guid[] sought, CancellationToken cancellationToken)
    {
        var rows = await (
            from enrolment in db.Set<Enrolment>()
            where enrolment.Kind == EnrolmentKind.Home && EF.Parameter(sought).Contains(enrolment.PupilId)
            join pupil in db.Set<Pupil>() on enrolment.PupilId equals pupil.Id
            select new
            {
                pupil.Id,
                pupil.UsualName,
                pupil.FirstName,
                Username = db.Set<Account>().Where(account => account.PupilId == pupil.Id && account.ClosedAt == null).Select(account => account.Username).FirstOrDefault(),
                Class = db.Set<SchoolClass>().Where(one => one.Id == enrolment.ClassId).Select(one => one.Label).FirstOrDefault(),
                enrolment.Level,
            }).ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.Id).ToDictionary(
            group => group.Key, group => group.Select(row => new DoubtPupil($"{row.UsualName} {row.FirstName}".Trim(), row.Username, row.Class ?? row.Level)).First());
    }
}
