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

    /// <summary>The audit trail: twelve months (domain §9). <see cref="SealAudit"/> erases it, seal by seal.</summary>
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(366);

    /// <summary>Months after which somebody without a school is deleted: pupils without any enrolment, guardians without any child in a school.</summary>
    public int MonthsWithoutSchool { get; set; } = 15;
}

/// <summary>Step <c>retention</c>: messages that were sent or given up go.</summary>
[UseCase(Effect.Modifies)]
public sealed class ForgetOldTexts(IDbContextFactory<MainDb> main, IDbContextFactory<OperationalDb> operational, RetentionOptions options, TimeProvider clock) : NightStep
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
        };
    }

    private static Task<int> EraseAsync(DbContext db, DateTime before, CancellationToken cancellationToken) =>
        db.Set<OutboxMessage>().Where(message => message.SentAt < before || message.FailedAt < before).ExecuteDeleteAsync(cancellationToken);
}
