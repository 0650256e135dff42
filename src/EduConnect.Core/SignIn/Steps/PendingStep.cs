using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.SignIn.Steps;

/// <summary>What a signed-in person is in the middle of.</summary>
public enum StepKind
{
    /// <summary>A new mobile number waits for the code sent to it (row #99).</summary>
    Mobile = 1,

    /// <summary>The other account's password was right; the holder has to confirm the grouping (row #101).</summary>
    Grouping = 2,

    /// <summary>Answers about children wait for the second confirmation (row #74).</summary>
    Ties = 3,
}

/// <summary>One journey of one session between two of its pages: everything proved so far stays on the server (S-RC3). At most one of a kind.</summary>
public sealed class PendingStep
{
    /// <summary>Identifier; also the transaction of a code by SMS.</summary>
    public Guid Id { get; set; }

    /// <summary>The session it belongs to; no other can go on with it.</summary>
    public Guid SessionId { get; set; }

    /// <summary>What it is.</summary>
    public StepKind Kind { get; set; }

    /// <summary>What was proved or decided, as the journey writes it.</summary>
    public required string Value { get; set; }

    /// <summary>Works until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }
}

/// <summary>Mapping of <see cref="PendingStep"/>.</summary>
public sealed class PendingStepConfiguration : OperationalConfiguration<PendingStep>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<PendingStep> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("PendingStep");
        builder.Property(step => step.Id).ValueGeneratedNever();
        builder.HasIndex(step => new { step.SessionId, step.Kind });
        builder.HasIndex(step => step.ExpiresAt);
    }
}
