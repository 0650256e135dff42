using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Doubts;

/// <summary>A pupil of the school, as it is compared with another.</summary>
/// <param name="Pupil">the pupil</param>
/// <param name="Place">class, or level where there is no class; null when neither is known</param>
/// <param name="Guardians">first and usual names of those tied to this pupil</param>
/// <param name="SourceIds">AAF ids of the records of this school</param>
public sealed record ComparedPupil(Pupil Pupil, string? Place, IReadOnlyList<string> Guardians, IReadOnlyList<string> SourceIds)
{
    /// <summary>First and usual name.</summary>
    public string FullName => $"{Pupil.FirstName} {Pupil.UsualName}".Trim();
}

/// <summary>Two pupils side by side.</summary>
/// <param name="Pair">the doubt</param>
/// <param name="First">the pupil known first; null when no school has them any more</param>
/// <param name="Second">the one that came later; null likewise; never both</param>
/// <param name="FirstAccount">account of the first; null in the 1st degree</param>
/// <param name="SecondAccount">account of the second; null likewise</param>
/// <param name="AreAlike">same names and birth date</param>
public sealed record PupilComparison(PupilPair Pair, ComparedPupil? First, ComparedPupil? Second, Account? FirstAccount, Account? SecondAccount, bool AreAlike)
{
    /// <summary>What "the same child" would do.</summary>
    public PupilJoinPlan Plan => PupilJoinPlan.Of(Accounts);

    /// <summary>The account that stays when both become one.</summary>
    public Account? Stays => Accounts.SingleOrDefault(account => account.Id == Plan.Stays);

    /// <summary>The account that goes then.</summary>
    public Account? Goes => Accounts.SingleOrDefault(account => account.Id == Plan.Goes);

    private IEnumerable<Account> Accounts => new[] { FirstAccount, SecondAccount }.OfType<Account>();
}

/// <summary>Reads the two pupils of a doubt side by side. Changes nothing, so it goes on during maintenance.</summary>
[UseCase(Effect.Reads)]
public sealed class ComparePupils(IDbContextFactory<MainDb> main)
{
    /// <summary>Reads them.</summary>
    /// <returns>null when the school has no such doubt that waits: decided, gone and foreign are not told apart (S-TN1)</returns>
    public async Task<PupilComparison?> RunAsync(EstablishmentScope scope, PupilPair pair, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(pair);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        if (await OpenPupilDoubts.FindAsync(db, pair, cancellationToken) is not { } open)
        {
            return null;
        }

        var accounts = await db.Set<Account>().AsNoTracking().Where(account => (account.PupilId == open.First || account.PupilId == open.Second) && account.ClosedAt == null).ToListAsync(cancellationToken);
        return new PupilComparison(
            pair,
            open.IsFirstHere ? await PupilAsync(db, open.First, cancellationToken) : null,
            open.IsSecondHere ? await PupilAsync(db, open.Second, cancellationToken) : null,
            accounts.Find(account => account.PupilId == open.First),
            accounts.Find(account => account.PupilId == open.Second),
            open.AreAlike);
    }

    private static async Task<ComparedPupil> PupilAsync(MainDb db, Guid id, CancellationToken cancellationToken)
    {
        var places = await db.Set<Enrolment>().AsNoTracking().Where(enrolment => enrolment.PupilId == id && enrolment.Kind == EnrolmentKind.Home)
            .Select(enrolment => new { enrolment.PupilRecordId, enrolment.Level, Class = db.Set<SchoolClass>().Where(one => one.Id == enrolment.ClassId).Select(one => one.Label).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var records = places.ConvertAll(place => place.PupilRecordId);
        var guardians = await (
            from link in db.Set<GuardianLink>()
            where link.GoneAt == null && records.Contains(link.PupilRecordId)
            join record in db.Set<GuardianRecord>() on link.GuardianRecordId equals record.Id
            orderby record.SearchName
            select record.FirstName + " " + record.UsualName).Distinct().ToListAsync(cancellationToken);
        return new ComparedPupil(
            await db.Set<Pupil>().AsNoTracking().SingleAsync(pupil => pupil.Id == id, cancellationToken),
            places.Select(place => place.Class ?? place.Level).FirstOrDefault(),
            guardians.ConvertAll(name => name.Trim()),
            await db.Set<PupilRecord>().Where(record => records.Contains(record.Id)).OrderBy(record => record.SourceId).Select(record => record.SourceId).ToListAsync(cancellationToken));
    }
}
