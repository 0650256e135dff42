using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Platform.Operations;

/// <summary>Where long work stands.</summary>
public enum OperationState
{
    /// <summary>Waiting for a worker.</summary>
    Waiting = 0,

    /// <summary>A worker holds its lease.</summary>
    Running = 1,

    /// <summary>Done; <see cref="Operation.Outcome"/> tells.</summary>
    Done = 2,

    /// <summary>Failed for good; <see cref="Operation.Error"/> tells.</summary>
    Failed = 3,
}

/// <summary>Long work: enqueued in the caller's transaction, run by the worker role, resumed after a crash when its lease runs out.</summary>
public sealed class Operation
{
    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>Which handler runs it, such as <c>inform</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>What to do, as JSON of the handler's own type; a handler may add what is done already.</summary>
    public required string Argument { get; set; }

    /// <summary>What kind of actor asked.</summary>
    public Audit.ActorKind RequestedByKind { get; set; }

    /// <summary>Identifier of the actor who asked.</summary>
    public string RequestedById { get; set; } = string.Empty;

    /// <summary>The school concerned, when there is one.</summary>
    public Guid? SchoolId { get; set; }

    /// <summary>Asked (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>State.</summary>
    public OperationState State { get; set; }

    /// <summary>Until when the running worker is believed alive; of work that waits after a fault, before when it is not tried again (UTC).</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>Runs so far, the present one included.</summary>
    public int Attempts { get; set; }

    /// <summary>Units done (the handler says which).</summary>
    public int Done { get; set; }

    /// <summary>Units in all; 0 while unknown.</summary>
    public int Total { get; set; }

    /// <summary>What was done, as JSON of the handler's own type.</summary>
    public string? Outcome { get; set; }

    /// <summary>Why it failed, for operators.</summary>
    public string? Error { get; set; }

    /// <summary>Ended (UTC).</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>Mapping of <see cref="Operation"/>.</summary>
public sealed class OperationConfiguration : MainConfiguration<Operation>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Operation> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Operation");
        builder.Property(operation => operation.Id).ValueGeneratedNever();
        builder.HasIndex(operation => new { operation.State, operation.LeaseUntil });
    }
}
