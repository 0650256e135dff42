using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Overviews;

/// <summary>Counts what Accueil shows (rows #119 to #123, #172). The store counts; nothing is kept, so every figure is that of the moment.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadOverview(IDbContextFactory<MainDb> main, SchoolList lists, SchoolCalendar calendar)
{
    /// <summary>Counts.</summary>
    public async Task<Overview> RunAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var second = scope.School.Degree == Degree.Second;
        var guardians = second ? ListKind.LegalGuardians : ListKind.Guardians;
        var day = calendar.Today();
        await using var db = await scope.OpenAsync(main, cancellationToken);
        List<CountedFigure> figures = [];
        foreach (var figure in OverviewFigures.OfGuardians)
        {
            figures.Add(await CountAsync(db, day, guardians, figure, cancellationToken));
        }

        List<StateCounts> states = [await lists.CountAsync(scope.School.Id, guardians, cancellationToken)];
        if (second)
        {
            figures.Add(await CountAsync(db, day, ListKind.PersonsInCharge, OverviewFigure.TiesReported, cancellationToken));
            figures.Add(await CountAsync(db, day, ListKind.PersonsInCharge, OverviewFigure.BirthDatesReported, cancellationToken));
            figures.Add(await CountAsync(db, day, ListKind.PersonsInCharge, OverviewFigure.Compromised, cancellationToken));
            figures.Add(await CountAsync(db, day, ListKind.Pupils, OverviewFigure.Compromised, cancellationToken));
            // Most schools have no pupils from elsewhere: a nought of theirs would only ask who they are.
            var externals = await CountAsync(db, day, ListKind.ExternalPupils, OverviewFigure.Compromised, cancellationToken);
            figures.AddRange(externals.Count > 0 ? [externals] : Array.Empty<CountedFigure>());
            states.Add(await lists.CountAsync(scope.School.Id, ListKind.Pupils, cancellationToken));
        }

        return new Overview(guardians, day.YearStart, states, figures);
    }

    private static async Task<CountedFigure> CountAsync(MainDb db, SchoolDay day, ListKind list, OverviewFigure figure, CancellationToken cancellationToken)
    {
        var search = OverviewFigures.Search(figure);
        var rows = ListFilters.Matching(db, list, search, day);
        var count = OverviewFigures.CountsTies(figure)
            ? await rows.CountAsync(cancellationToken)
            : await rows.Select(row => row.AccountId).Distinct().CountAsync(cancellationToken);
        return new CountedFigure(figure, list, search, count);
    }
}
