using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Federation.Notices;

/// <summary>
/// A change that some service asked to be told of, saved together with the change itself; gone as soon as a worker has made the <see cref="ChangeNotice"/>s.
/// </summary>
public sealed class AccountChange
{
    /// <summary>Sequence number, growing.</summary>
    public long Id { get; set; }

    /// <summary>The account; it may be deleted by now.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What changed.</summary>
    public ChangeKind Kind { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; set; }

    /// <summary>Of a tie: number of the child in its school's system, as in <c>FrEduVecteur</c>; null when it has none or no tie is concerned.</summary>
    public string? PupilKey { get; set; }

    /// <summary>Of a tie that goes: since when services were told of it (UTC).</summary>
    public DateTime? TieSince { get; set; }
}

/// <summary>Mapping of <see cref="AccountChange"/>.</summary>
public sealed class AccountChangeConfiguration : MainConfiguration<AccountChange>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AccountChange> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AccountChange");
        builder.Property(change => change.PupilKey).HasMaxLength(100);
    }
}
