using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Operators.Imports;

/// <summary>One import that wrote something.</summary>
/// <param name="Run">its journal</param>
/// <param name="Counts">what the chunks committed so far did</param>
public sealed record ImportLine(ImportRun Run, ImportCounts Counts);

/// <summary>A deposit that the safety brake holds, or that waits behind one.</summary>
/// <param name="Degree">degree of its folder</param>
/// <param name="Report">its report</param>
/// <param name="Decision">the work that does what an operator decided; null while nobody has</param>
public sealed record HeldDeposit(Degree Degree, DepositReport Report, Operation? Decision)
{
    /// <summary>What its exports would do.</summary>
    public IReadOnlyList<HeldExport> Exports => Report.Held ?? [];

    /// <summary>Whether nothing is to be decided: it is taken by itself once the export before it is decided.</summary>
    public bool Waits => Exports.Count == 0;

    /// <summary>Whether it was decided to apply it all the same.</summary>
    public bool IsApplied => Decision is not null && HeldDecision.Read(Decision.Argument).IsApplied;
}

/// <summary>The deposits that somebody has to look at.</summary>
/// <param name="Undecided">held by the safety brake and not decided yet; null when a folder cannot be read here</param>
/// <param name="Refused">refused in the last days, nothing of the same académie and degree having been applied since</param>
public sealed record DepositsToSee(int? Undecided, int Refused = 0);

/// <summary>Shows the imports: those that wrote something, from the store, and the deposits of the académies with their reports, from the folders.</summary>
/// <remarks>What was refused wrote nothing, so that only a deposit's report tells of it; a refusal of the command <c>import</c> was told where it was run.</remarks>
[UseCase(Effect.Reads)]
public sealed class ReadImports(IDbContextFactory<MainDb> main, DepositFolders folders, CountDeposits count)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>A page of the imports, the latest first.</summary>
    public async Task<(IReadOnlyList<ImportLine> Lines, int Total)> RunAsync(int page, CancellationToken cancellationToken)
    {
        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var all = db.Set<ImportRun>().AsNoTracking();
        var rows = await all.OrderByDescending(run => run.StartedAt).ThenBy(run => run.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return (rows.ConvertAll(run => new ImportLine(run, ImportCounts.Parse(run.Counts))), await all.CountAsync(cancellationToken));
    }

    /// <summary>The deposits, those that wait and those being taken first, then the latest; null when a folder cannot be read.</summary>
    public IReadOnlyList<Deposit>? Deposits()
    {
        try
        {
            return [.. folders.All.SelectMany(folder => folder.Shelf.List()).OrderBy(deposit => deposit.Place >= DepositPlace.Done).ThenByDescending(deposit => deposit.Place == DepositPlace.Held).ThenByDescending(deposit => deposit.Name, StringComparer.Ordinal)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A deposit that the safety brake holds, by its exact name; null when there is none.</summary>
    public async Task<HeldDeposit?> HeldAsync(Degree degree, string name, CancellationToken cancellationToken)
    {
        if (await ReportAsync(degree, DepositPlace.Held, name, cancellationToken) is not { } report)
        {
            return null;
        }

        await using var db = await main.CreateDbContextAsync(cancellationToken);
        return new HeldDeposit(degree, report, (await HeldDecision.FindAsync(db, degree, name, cancellationToken)).Standing);
    }

    /// <summary>Counts the deposits that wait for a decision, and those refused.</summary>
    public async Task<DepositsToSee> CountToSeeAsync(CancellationToken cancellationToken)
    {
        if (Deposits() is not { } all || await RefusedAsync(cancellationToken) is not { } refused)
        {
            return new DepositsToSee(null);
        }

        await using var db = await main.CreateDbContextAsync(cancellationToken);
        var undecided = 0;
        foreach (var deposit in all.Where(deposit => deposit.Place == DepositPlace.Held))
        {
            undecided += await IsUndecidedAsync(db, deposit, cancellationToken) ? 1 : 0;
        }

        return new DepositsToSee(undecided, refused);
    }

    private async Task<int?> RefusedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await count.RefusedAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<bool> IsUndecidedAsync(MainDb db, Deposit deposit, CancellationToken cancellationToken) =>
        await ReportAsync(deposit.Degree, DepositPlace.Held, deposit.Name, cancellationToken) is { Held.Count: > 0 }
        && (await HeldDecision.FindAsync(db, deposit.Degree, deposit.Name, cancellationToken)).Standing is null;

    /// <summary>The report of one deposit; null when there is none.</summary>
    public async Task<DepositReport?> ReportAsync(Degree degree, DepositPlace place, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await folders.Of(degree).Shelf.ReadAsync(place, name, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
