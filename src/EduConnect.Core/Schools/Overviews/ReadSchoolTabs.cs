using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Overviews;

/// <summary>What the tabs of a school depend on.</summary>
/// <param name="HasExternals">it administers pupils from elsewhere: they have a tab then only (row #170)</param>
/// <param name="ToHandle">ties and birth dates its guardians reported: those of the first card of Accueil</param>
/// <param name="ToHandleInCharge">the same of its persons in charge</param>
public sealed record SchoolTabs(bool HasExternals, int ToHandle, int ToHandleInCharge = 0);

/// <summary>Looks at what the tabs of a school depend on; every page of a school asks, so it is three small questions at most.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadSchoolTabs(IDbContextFactory<MainDb> main, SchoolCalendar calendar)
{
    private static readonly ListSearch Reported = new() { ToHandle = [ToHandle.TieReported, ToHandle.BirthDateReported] };

    /// <summary>Looks.</summary>
    public async Task<SchoolTabs> RunAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var second = scope.School.Degree == Degree.Second;
        var externals = second && await db.Set<Enrolment>().AnyAsync(enrolment => enrolment.Kind == EnrolmentKind.External, cancellationToken);
        var guardians = second ? ListKind.LegalGuardians : ListKind.Guardians;
        var day = calendar.Today();
        return new SchoolTabs(
            externals,
            await ListFilters.Matching(db, guardians, Reported, day).CountAsync(cancellationToken),
            second ? await ListFilters.Matching(db, ListKind.PersonsInCharge, Reported, day).CountAsync(cancellationToken) : 0);
    }
}
