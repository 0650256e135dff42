using EduConnect.Core.Accounts;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>
/// Step <c>purge</c>: whoever has had no school for the retention time is deleted with everything that hangs on them (domain §9, S-GD1). Chunk by chunk, each
/// one transaction: stopped anywhere, the next run goes on. Usernames stay reserved.
/// </summary>
[UseCase(Effect.Modifies)]
public sealed class PurgePeople(IDbContextFactory<MainDb> main, ErasePeople erase, RetentionOptions options, TimeProvider clock) : NightStep
{
    private const int ChunkSize = 200;

    /// <inheritdoc />
    public override string Name => "purge";

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var limit = now.AddMonths(-options.MonthsWithoutSchool);
        await using (var db = await main.CreateDbContextAsync(cancellationToken))
        {
            await Absences.NoteAsync(db, now, cancellationToken);
        }

        var pupils = await EachAsync(AccountKind.Pupil, limit, erase.PupilsAsync, cancellationToken);
        var guardians = await EachAsync(AccountKind.Guardian, limit, erase.GuardiansAsync, cancellationToken);
        var records = await erase.OldRecordsAsync(limit, cancellationToken);
        await using var left = await main.CreateDbContextAsync(cancellationToken);
        return new Dictionary<string, int>
        {
            ["pupils"] = pupils,
            ["guardians"] = guardians,
            ["records"] = records,
            ["waiting"] = await left.Set<Absence>().CountAsync(cancellationToken),
            ["late"] = await left.Set<Absence>().CountAsync(absence => absence.Since <= limit, cancellationToken),
        };
    }

    /// <inheritdoc />
    public override string? FaultOf(IReadOnlyDictionary<string, int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts["late"] == 0 ? null : $"PeopleLate: {counts["late"]} people should have been deleted and were not (S-GD2).";
    }

    private async Task<int> EachAsync(AccountKind kind, DateTime limit, Func<Guid[], CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var due = await db.Set<Absence>().Where(absence => absence.Kind == kind && absence.Since <= limit).OrderBy(absence => absence.PersonId)
            .Select(absence => absence.PersonId).ToListAsync(cancellationToken);
        var count = 0;
        foreach (var chunk in due.Chunk(ChunkSize))
        {
            count += await work(chunk, cancellationToken);
        }

        return count;
    }
}
