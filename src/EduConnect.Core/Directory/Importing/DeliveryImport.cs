using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Directory.Importing;

/// <summary>Takes one delivery from its checks to its last chunk.</summary>
internal sealed class DeliveryImport(ImportSetting setting, MainDb db, Delivery delivery, ImportRequest request)
{
    /// <summary>An export may be dated tomorrow, made before midnight for the night or under another clock. A later date would close the source until that day.</summary>
    private const int MostDaysAhead = 1;

    /// <summary>A delta repeats the changes of the last three exports (domain 2.1).</summary>
    private const int DeltaDepth = 3;

    private readonly DirectoryIds _ids = setting.Ids;
    private readonly DateTime _now = setting.Now;

    /// <summary>Counts of the delivery, once taken.</summary>
    public ImportCounts Counts { get; private set; } = new();

    /// <summary>Records set aside.</summary>
    public List<Rejection> Rejected { get; private set; } = [];

    /// <summary>What an operator should know.</summary>
    public List<ImportRemark> Notices { get; } = [];

    /// <returns>Applied (or planned, all the same here), or nothing new.</returns>
    /// <exception cref="DeliveryRefusedException">It cannot be taken; nothing of it was written.</exception>
    public async Task<ImportOutcome> TakeAsync(CancellationToken cancellationToken)
    {
        if (delivery.Refusal is { } refusal)
        {
            throw new DeliveryRefusedException(refusal);
        }

        var whiteList = await WhiteList.LoadAsync(db, delivery.Academie, delivery.Degree, cancellationToken);
        var fingerprint = delivery.Fingerprint(whiteList.Uais);
        var run = await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == _ids.Run(delivery.Academie, delivery.Degree, fingerprint), cancellationToken);
        if (run is { State: ImportState.Applied })
        {
            return ImportOutcome.NothingNew;
        }

        CheckHeld();
        await CheckOrderAsync(cancellationToken);
        var staged = await StageAsync(whiteList, cancellationToken);
        var plan = await RemovalPlan.MakeAsync(db, staged, _ids, cancellationToken);
        if (!request.AllowsRemovals)
        {
            await plan.HoldAgainstBrakeAsync(db, staged, setting.Today, cancellationToken);
        }

        setting.Checkpoint?.Invoke("staged");
        run ??= await StartAsync(fingerprint, cancellationToken);
        await ApplyAsync(staged, plan, run, cancellationToken);
        return Counts.All.Any(counts => counts.Added + counts.Changed + counts.Gone > 0) ? ImportOutcome.Applied : ImportOutcome.NothingNew;
    }

    // Applied before it, the delta would make the export that is held the older one, which nobody could apply any more.
    private void CheckHeld()
    {
        if (delivery.Kind == ExportKind.Delta && HeldExports.Before(delivery.Feed, request.HeldBefore) is { } held)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("WaitsForDecision", held.Kind, held.Date)) { Waits = true };
        }
    }

    private async Task CheckOrderAsync(CancellationToken cancellationToken)
    {
        if (delivery.Date > setting.Today.AddDays(MostDaysAhead))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("DatedInFuture", delivery.Date, setting.Today));
        }

        var feed = await db.Set<SourceFeed>().AsNoTracking().SingleOrDefaultAsync(row => row.Academie == delivery.Academie && row.Degree == delivery.Degree, cancellationToken);
        if (feed?.LastExportDate is { } last && (delivery.Date < last || (delivery.Kind == ExportKind.Complet && delivery.Date == last && feed.LastCompletDate < last)))
        {
            throw new DeliveryRefusedException(ImportRemark.Of("OlderThanApplied", delivery.Date, last));
        }

        if (delivery.Kind == ExportKind.Delta && feed?.LastCompletDate is null)
        {
            throw new DeliveryRefusedException(ImportRemark.Of("DeltaWithoutComplet"));
        }

        if (delivery.Kind == ExportKind.Delta && feed?.LastExportDate is { } before && delivery.Date > before.AddDays(DeltaDepth))
        {
            Notices.Add(ImportRemark.Of("DeltaAfterGap", delivery.Date, before, DeltaDepth));
        }
    }

    private async Task<StagedDelivery> StageAsync(WhiteList whiteList, CancellationToken cancellationToken)
    {
        var staged = new StagedDelivery(delivery);
        await new StoredState(db, staged, whiteList).LoadAsync(cancellationToken);
        var foreign = await db.Set<School>().Where(school => school.GoneAt == null && (school.Academie != delivery.Academie || school.Degree != delivery.Degree))
            .Select(school => school.Uai).ToListAsync(cancellationToken);
        await Task.Run(() => new Stager(staged, whiteList, foreign.ToHashSet(StringComparer.Ordinal), _ids).Run(cancellationToken), cancellationToken);
        Counts = staged.Counts;
        Rejected = staged.Rejected;
        return staged;
    }

    private async Task<ImportRun> StartAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var run = new ImportRun
        {
            Id = _ids.Run(delivery.Academie, delivery.Degree, fingerprint),
            Academie = delivery.Academie,
            Degree = delivery.Degree,
            Kind = delivery.Kind,
            ExportDate = delivery.Date,
            Fingerprint = fingerprint,
            StartedAt = _now,
        };
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return run;
    }

    private async Task ApplyAsync(StagedDelivery staged, RemovalPlan plan, ImportRun run, CancellationToken cancellationToken)
    {
        var chunks = new ChunkRunner(db, setting.Provider, setting.ReadOnly, run, request.IsDryRun) { Now = _now, Checkpoint = setting.Checkpoint };
        var usernames = new UsernameAllocator(setting.Keys);
        var schools = new SchoolApplier(staged, _ids, chunks);
        await schools.WriteAsync(cancellationToken);
        var due = new DueRecords(staged);
        await foreach (var batch in Batches.ReadAheadAsync(due.Guardians, setting.ChunkSize, cancellationToken))
        {
            await chunks.CommitAsync("guardians", counts => new GuardianApplier(staged, _ids, usernames, chunks).ApplyAsync(batch, counts, cancellationToken), cancellationToken);
        }

        await foreach (var batch in Batches.ReadAheadAsync(due.Pupils, setting.ChunkSize, cancellationToken))
        {
            await chunks.CommitAsync("pupils", counts => new PupilApplier(staged, _ids, usernames, chunks, schools.ClassIds).ApplyAsync(batch, counts, cancellationToken), cancellationToken);
        }

        var removals = new RemovalApplier(staged, _ids, chunks);
        await (staged.IsComplet ? removals.ApplyAsync(plan, cancellationToken) : removals.ApplyDeltaAsync(cancellationToken));
        await chunks.CommitAsync("end", _ => EndAsync(staged, run, cancellationToken), cancellationToken);
        Counts.Add(chunks.Counts);
        Counts.Settle();
        Notices.AddRange(staged.Notices.Select(notice => (notice, Text: notice.ToString())).OrderByDescending(one => one.notice.Times).ThenBy(one => one.Text, StringComparer.Ordinal).Select(one => one.notice));
    }

    private async Task EndAsync(StagedDelivery staged, ImportRun run, CancellationToken cancellationToken)
    {
        await WithdrawRefusedProposalsAsync(cancellationToken);
        var seen = staged.SeenSchools.Where(school => school.IsAccepted).Select(school => school.Id).ToArray();
        if (staged.IsComplet)
        {
            await db.Set<School>().Where(school => EF.Parameter(seen).Contains(school.Id))
                .ExecuteUpdateAsync(row => row.SetProperty(school => school.UpdatedFromDirectoryAt, _now), cancellationToken);
        }

        var feed = await db.Set<SourceFeed>().AsTracking().SingleOrDefaultAsync(row => row.Academie == delivery.Academie && row.Degree == delivery.Degree, cancellationToken)
            ?? db.Add(new SourceFeed { Academie = delivery.Academie, Degree = delivery.Degree }).Entity;
        feed.LastExportDate = delivery.Date;
        feed.LastCompletDate = staged.IsComplet ? delivery.Date : feed.LastCompletDate;
        db.Add(Actor.Service.Event("directory.imported", _now, detail: $"{delivery.Academie} {DegreeCode.Write(delivery.Degree)} {delivery.Kind} {delivery.Date:yyyy-MM-dd}"));
        await db.Set<ImportRun>().Where(row => row.Id == run.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(journal => journal.State, ImportState.Applied).SetProperty(journal => journal.EndedAt, _now), cancellationToken);
    }

    /// <summary>An account that was told a tie is wrong does not get it back by matching (domain 4.4).</summary>
    private Task<int> WithdrawRefusedProposalsAsync(CancellationToken cancellationToken) =>
        db.Set<RecordProposal>().Where(proposal => proposal.AnsweredAt == null && proposal.ProposedAt == _now
            && db.Set<GuardianLink>().Any(link => link.GuardianRecordId == proposal.GuardianRecordId
                && db.Set<GuardianLink>().Any(refused => refused.PupilId == link.PupilId && refused.Statement == LinkStatement.ReportedWrong
                    && db.Set<GuardianRecord>().Any(record => record.Id == refused.GuardianRecordId && record.AccountId == proposal.AccountId))))
            .ExecuteDeleteAsync(cancellationToken);
}
