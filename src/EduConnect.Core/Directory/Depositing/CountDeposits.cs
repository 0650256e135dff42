using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Depositing;

/// <summary>What became of the deposits of a day.</summary>
/// <param name="Deposits">taken</param>
/// <param name="Read">records of schools, classes, pupils and guardians read from them</param>
/// <param name="Written">records added, changed or gone</param>
/// <param name="Refused">refused, nothing of the same académie and degree having been applied since</param>
/// <param name="Held">held back by the safety brake, likewise</param>
public sealed record DepositFigures(int Deposits, long Read, long Written, int Refused, int Held);

/// <summary>
/// Counts what became of the deposits taken in the last 24 hours, by the night or by the watch, from the reports beside them. A refused deposit no longer
/// counts once an export of its académie and degree was applied after it: what was wrong is mended.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class CountDeposits(IDbContextFactory<MainDb> main, DepositFolders folders, TimeProvider clock)
{
    /// <summary>How long a refused deposit that nothing replaced is to be seen by operators: the académies deposit every night.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(7);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Counts.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public async Task<DepositFigures> RunAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().UtcDateTime - Day;
        var reports = await ReportsAsync(since, deposit => deposit.Place >= DepositPlace.Held, cancellationToken);
        var applied = await AppliedAsync(since, cancellationToken);
        var all = reports.Select(one => one.Report).SelectMany(report => new[] { report.Schools, report.Classes, report.Pupils, report.Guardians }).ToList();
        int Behind(DepositPlace place) => reports.Count(one => one.Deposit.Place == place && !IsMended(one.Deposit, one.Report, applied));
        return new DepositFigures(reports.Count, all.Sum(counts => counts.Read), all.Sum(counts => counts.Added + counts.Changed + counts.Gone), Behind(DepositPlace.Refused), Behind(DepositPlace.Held));
    }

    /// <summary>Counts those refused within <see cref="Memory"/>, by the import or by an operator, that nothing has mended.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public async Task<int> RefusedAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().UtcDateTime - Memory;
        var reports = await ReportsAsync(since, deposit => deposit.Place == DepositPlace.Refused, cancellationToken);
        var applied = reports.Count == 0 ? [] : await AppliedAsync(since, cancellationToken);
        return reports.Count(one => !IsMended(one.Deposit, one.Report, applied));
    }

    private static bool IsMended(Deposit deposit, DepositReport report, List<ImportRun> applied) =>
        report.Feeds.Count > 0 && report.Feeds.All(feed => applied.Exists(run => run.Academie == feed.Academie && DegreeCode.Write(run.Degree) == feed.Degree && run.EndedAt > deposit.TakenAt));

    private async Task<List<(Deposit Deposit, DepositReport Report)>> ReportsAsync(DateTime since, Func<Deposit, bool> isMeant, CancellationToken cancellationToken)
    {
        var reports = new List<(Deposit, DepositReport)>();
        foreach (var folder in folders.All)
        {
            foreach (var deposit in folder.Shelf.List().Where(deposit => isMeant(deposit) && deposit.TakenAt >= since))
            {
                if (await folder.Shelf.ReadAsync(deposit.Place, deposit.Name, cancellationToken) is { } report)
                {
                    reports.Add((deposit, report));
                }
            }
        }

        return reports;
    }

    private async Task<List<ImportRun>> AppliedAsync(DateTime since, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return await db.Set<ImportRun>().AsNoTracking().Where(run => run.State == ImportState.Applied && run.EndedAt >= since).ToListAsync(cancellationToken);
    }
}
