using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>Where a change of address stands.</summary>
public enum MailChangeState
{
    /// <summary>The new address waits to be confirmed by its link; the old one is in force.</summary>
    Pending = 0,

    /// <summary>The new address is in force; the old one can still undo it for 72 hours (S-RC6).</summary>
    Confirmed = 1,

    /// <summary>Undone from the old address.</summary>
    Undone = 2,

    /// <summary>Given up by its holder, or another change took its place.</summary>
    Dropped = 3,
}

/// <summary>A change of the mail address asked for in Mon compte (domain 8.4). Only the verbs change its state.</summary>
public sealed class MailChange
{
    /// <summary>How long the old address may undo it: from the request on and, once the new address is in force, from that moment on (S-RC6).</summary>
    public static readonly TimeSpan UndoLife = TimeSpan.FromHours(72);

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>The address in force when it was asked for; null when there was none.</summary>
    public string? OldMail { get; set; }

    /// <summary>When <see cref="OldMail"/> had been confirmed (UTC); null when it never was.</summary>
    public DateTime? OldConfirmedAt { get; set; }

    /// <summary>The address that is to be in force.</summary>
    public required string NewMail { get; set; }

    /// <summary>SHA-256 of the token that undoes it; null when there is no confirmed old address.</summary>
    public byte[]? UndoHash { get; set; }

    /// <summary>Where it stands.</summary>
    public MailChangeState State { get; set; }

    /// <summary>Asked for (UTC).</summary>
    public DateTime RequestedAt { get; set; }

    /// <summary>Confirmed, undone or dropped (UTC); null while it waits.</summary>
    public DateTime? SettledAt { get; set; }

    /// <summary>Grows at each change; two savers of one change cannot both win.</summary>
    public int Version { get; set; }

    /// <summary>The old address may undo it before (UTC). Confirmed late, it is undone as long as one confirmed at once: the old address is told of both.</summary>
    public DateTime UndoableUntil => (State == MailChangeState.Confirmed ? SettledAt ?? RequestedAt : RequestedAt) + UndoLife;

    /// <summary>Whether the old address may still undo it at <paramref name="now"/> (UTC).</summary>
    public bool MayBeUndone(DateTime now) => UndoHash is not null && State != MailChangeState.Undone && now < UndoableUntil;

    /// <summary>The link was used by its holder.</summary>
    /// <returns>false when it does not wait any more</returns>
    public bool Confirm(DateTime now) => State == MailChangeState.Pending && Enter(MailChangeState.Confirmed, now);

    /// <summary>The holder gives it up, or asks for another one.</summary>
    /// <returns>false when it does not wait any more</returns>
    public bool Drop(DateTime now) => State == MailChangeState.Pending && Enter(MailChangeState.Dropped, now);

    /// <summary>The old address says that it was not asked for. One that was dropped is undone too: the holder of the old address is owed the effect.</summary>
    /// <returns>false when it is too late, or done already</returns>
    public bool Undo(DateTime now) => MayBeUndone(now) && Enter(MailChangeState.Undone, now);

    /// <summary>An earlier change was undone: this one is, too, and its old address has nothing to undo any more.</summary>
    public void Overrule(DateTime now) => Enter(MailChangeState.Undone, now);

    private bool Enter(MailChangeState next, DateTime now)
    {
        (State, SettledAt) = (next, now);
        Version++;
        return true;
    }
}

/// <summary>Mapping of <see cref="MailChange"/>.</summary>
public sealed class MailChangeConfiguration : MainConfiguration<MailChange>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<MailChange> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("MailChange");
        builder.Property(change => change.Id).ValueGeneratedNever();
        builder.Property(change => change.Version).IsConcurrencyToken();
        builder.HasIndex(change => change.AccountId);
        builder.HasIndex(change => change.UndoHash).IsUnique();
    }
}
