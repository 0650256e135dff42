using EduConnect.Core.Accounts;
using EduConnect.Core.Agents;
using EduConnect.Core.Federation.Usage;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Operators;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.PupilSupport;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.SignIn;

/// <summary>Carries the journal of the operational store into main: audit, last sign-in, better password hashes, figures of services, addresses that take no mail (S-MT1, S-AU3).</summary>
/// <remarks>
/// Each event keeps its identifier in main, under a unique key. Main is committed first and the journal marked afterwards, so a
/// stop in between makes the same batch come again and be recognised: nothing is lost, nothing is doubled.
/// </remarks>
[UseCase(Effect.Modifies)]
public sealed class DrainJournal(MainDb main, OperationalDb operational, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <summary>Carries one batch.</summary>
    /// <returns>how many events left the journal; zero when nothing waits</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var batch = await operational.Set<JournalEntry>().AsNoTracking().Where(entry => entry.DrainedAt == null)
            .OrderBy(entry => entry.At).Take(BatchSize).ToListAsync(cancellation);
        if (batch.Count == 0)
        {
            return 0;
        }

        await ApplyAsync(batch, cancellation);
        var (ids, now) = (batch.ConvertAll(entry => entry.Id), clock.GetUtcNow().UtcDateTime);
        await operational.Set<JournalEntry>().Where(entry => ids.Contains(entry.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(entry => entry.DrainedAt, now).SetProperty(entry => entry.PasswordHash, (string?)null), cancellation);
        return batch.Count;
    }

    private async Task ApplyAsync(List<JournalEntry> batch, CancellationToken cancellation)
    {
        var ids = batch.ConvertAll(entry => (Guid?)entry.Id);
        await using var transaction = await main.Database.BeginTransactionAsync(cancellation);
        var known = await main.Set<AuditEvent>().Where(audit => ids.Contains(audit.EventId)).Select(audit => audit.EventId!.Value).ToListAsync(cancellation);
        var fresh = batch.ExceptBy(known, entry => entry.Id).ToList();
        main.AddRange(fresh.Select(Audit));
        await main.SaveChangesAsync(cancellation);
        main.ChangeTracker.Clear();
        await CountEntries.AddAsync(main, fresh, cancellation);
        foreach (var entries in fresh.Where(entry => SignInJournal.IsSignIn(entry.Code) && entry.AccountId != null).GroupBy(entry => entry.AccountId!.Value))
        {
            await NoteSignInsAsync(entries.Key, [.. entries], cancellation);
        }

        foreach (var entry in fresh.Where(entry => entry.Code == AgentJournal.SignedInCode && entry.PasswordHash != null))
        {
            await AgentJournal.RehashAsync(main, entry, cancellation);
        }

        foreach (var entry in fresh.Where(entry => entry.Code == DeliveryReports.LateCode))
        {
            await DeliveryReports.ApplyLateAsync(main, entry, cancellation);
        }

        foreach (var entry in fresh.Where(entry => entry.Code == RefusedAddresses.LateCode))
        {
            await RefusedAddresses.ApplyLateAsync(main, operational, entry, cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private async Task NoteSignInsAsync(Guid account, List<JournalEntry> entries, CancellationToken cancellation)
    {
        foreach (var entry in entries)
        {
            var at = entry.At;
            await main.Set<Account>().Where(row => row.Id == account && (row.LastSignInAt == null || row.LastSignInAt < at))
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.PreviousSignInAt, one => one.LastSignInAt).SetProperty(one => one.LastSignInAt, at), cancellation);
        }

        if (entries.LastOrDefault(entry => entry.PasswordHash is not null) is { PasswordHash: { } better } source)
        {
            var present = await main.Set<Account>().Where(row => row.Id == account).Select(row => row.PasswordHash).FirstOrDefaultAsync(cancellation);
            if (present is not null && SignInJournal.Fingerprint(present) == source.Detail)
            {
                await main.Set<Account>().Where(row => row.Id == account && row.PasswordHash == present)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.PasswordHash, better), cancellation);
            }
        }
    }

    private static AuditEvent Audit(JournalEntry entry)
    {
        var kind = ActorOf(entry.Code);
        var (actor, school, detail) = kind == ActorKind.Agent || entry.Code == SignInJournal.AccessCodeCode ? AgentJournal.Read(entry.Detail) : (null, null, entry.Detail);
        return new AuditEvent
        {
            EventId = entry.Id,
            At = entry.At,
            Code = entry.Code,
            ActorKind = kind,
            ActorId = kind == ActorKind.Operator ? OperatorFacts.Read(entry.Detail) : (kind == ActorKind.Agent ? actor : entry.AccountId)?.ToString() ?? string.Empty,
            SchoolId = school,
            AccountId = entry.AccountId,
            Detail = entry.PasswordHash is null || kind == ActorKind.Agent ? detail : "rehash",
            RequestId = entry.RequestId,
            Network = entry.Network,
        };
    }

    private static ActorKind ActorOf(string code) =>
        code.StartsWith("agent.", StringComparison.Ordinal) ? ActorKind.Agent
        : code.StartsWith("maintenance.", StringComparison.Ordinal) ? ActorKind.Operator
        : code is DeliveryReports.LateCode or RefusedAddresses.LateCode ? ActorKind.System
        : code is RequeueMessages.RequeuedCode or SwitchFranceConnect.OffCode or SwitchFranceConnect.OnCode or SwitchPupilSupport.OffCode or SwitchPupilSupport.OnCode ? ActorKind.Operator
        : ActorKind.AccountHolder;
}
