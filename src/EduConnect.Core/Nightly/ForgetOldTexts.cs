using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Nightly;

/// <summary>How long texts and people are kept; section <c>Retention</c> of the settings (S-GD1).</summary>
public sealed class RetentionOptions
{
    /// <summary>Messages, once sent or given up.</summary>
    public TimeSpan Messages { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Journeys, links and sessions, once they are over: until then somebody may ask what became of one.</summary>
    public TimeSpan Over { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Events of the operational journal, once main has them: the audit trail holds them from then on.</summary>
    public TimeSpan Drained { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Counters of tries, after the last one; longer than any wait or window they are read for. Birth dates are counted for as long as the account lives.</summary>
    public TimeSpan Counters { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A new address that its holder never confirmed; reminders of it begin after 30 days (domain §9).</summary>
    public TimeSpan UnconfirmedAddress { get; set; } = TimeSpan.FromDays(92);

    /// <summary>Old keys of passwords, from the day their successor was made: a backup of that age can be restored with them (S-PP4). Add how long backups are kept.</summary>
    public TimeSpan Keys { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The audit trail: twelve months (domain §9). <see cref="SealAudit"/> erases it, seal by seal.</summary>
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(366);

    /// <summary>Deposits of the académies, once imported or refused, with their reports (S-GD1): the exports hold people whom the purge may have erased since.</summary>
    public TimeSpan Deposits { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Months after which somebody without a school is deleted: pupils without any enrolment, guardians without any child in a school.</summary>
    public int MonthsWithoutSchool { get; set; } = 15;
}

/// <summary>Step <c>retention</c>: messages that were sent or given up go, and whatever else has served its time (S-GD1).</summary>
[UseCase(Effect.Modifies)]
public sealed class ForgetOldTexts(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, RetentionOptions options, DepositFolders folders, TimeProvider clock) : NightStep
{
    /// <inheritdoc />
    public override string Name => "retention";

    /// <inheritdoc />
    public override async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        await using var mainDb = await main.CreateDbContextAsync(cancellationToken);
        await using var operationalDb = await operational.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var messages = now - options.Messages;
        return new Dictionary<string, int>
        {
            ["messages"] = await EraseAsync(mainDb, messages, cancellationToken) + await EraseAsync(operationalDb, messages, cancellationToken),
            ["journeys"] = await ServedRows.JourneysAsync(operationalDb, now - options.Over, cancellationToken),
            ["links"] = await ServedRows.LinksAsync(mainDb, now, options, cancellationToken),
            ["sessions"] = await ServedRows.SessionsAsync(operationalDb, now, options, cancellationToken),
            ["entries"] = await ServedRows.EntriesAsync(operationalDb, now - options.Drained, cancellationToken),
            ["counters"] = await ServedRows.CountersAsync(operationalDb, now, options, cancellationToken),
            ["exports"] = folders.All.Sum(folder => folder.Forget(now - options.Deposits)),
        };
    }

    private static Task<int> EraseAsync(DbContext db, DateTime before, CancellationToken cancellationToken) =>
        db.Set<OutboxMessage>().Where(message => message.SentAt < before || message.FailedAt < before).ExecuteDeleteAsync(cancellationToken);
}
