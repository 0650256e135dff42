using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>A line of "Doublons possibles".</summary>
/// <param name="Id">the doubt</param>
/// <param name="First">last and first name of one guardian</param>
/// <param name="Second">of the other</param>
/// <param name="Names">how much alike the names are</param>
/// <param name="Shared">what is common beside them</param>
/// <param name="NoticedAt">when the night noticed (UTC)</param>
public sealed record DoubtLine(Guid Id, string First, string Second, NameLikeness Names, SharedFacts Shared, DateTime NoticedAt);

/// <summary>One page of the doubts of a school.</summary>
/// <param name="Lines">at most 50, by name</param>
/// <param name="Page">from 1; the last one when a later one was asked for</param>
/// <param name="Total">all that wait</param>
public sealed record DoubtsOnPage(IReadOnlyList<DoubtLine> Lines, int Page, int Total);

/// <summary>Reads which guardians of a school may be one person (domain 4.1). Changes nothing, so it goes on during maintenance.</summary>
[UseCase(Effect.Reads)]
public sealed class ReadGuardianDoubts(IDbContextFactory<MainDb> main)
{
    /// <summary>How many wait for the school.</summary>
    public async Task<int> CountAsync(EstablishmentScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        return await OpenDoubts.Of(db).CountAsync(cancellationToken);
    }

    /// <summary>One page.</summary>
    public async Task<DoubtsOnPage> RunAsync(EstablishmentScope scope, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var doubts = OpenDoubts.Of(db);
        var total = await doubts.CountAsync(cancellationToken);
        var shown = Math.Clamp(page, 1, Math.Max(1, (total + SchoolList.PageSize - 1) / SchoolList.PageSize));
        var found = await doubts.OrderBy(doubt => doubt.FirstSearch).ThenBy(doubt => doubt.Id).Skip((shown - 1) * SchoolList.PageSize).Take(SchoolList.PageSize).ToListAsync(cancellationToken);
        return new DoubtsOnPage(found.ConvertAll(doubt => new DoubtLine(doubt.Id, doubt.FirstName.Trim(), doubt.SecondName.Trim(), doubt.Names, doubt.Shared, doubt.NoticedAt)), shown, total);
    }
}
