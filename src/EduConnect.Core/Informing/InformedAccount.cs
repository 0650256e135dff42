using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Informing;

/// <summary>What became of one account in an operation.</summary>
public enum InformedBy
{
    /// <summary>Informed; a sheet is printed.</summary>
    Sheet = 1,

    /// <summary>Informed; a mail is in the outbox.</summary>
    Mail = 2,

    /// <summary>Not informed: no working address (row #187).</summary>
    NoAddress = 3,

    /// <summary>Not informed: it is not in this list of this school any more.</summary>
    Gone = 4,

    /// <summary>Not informed: its holder reported every tie of this list as wrong, so there is no child to name (domain 7.2).</summary>
    TiesReported = 5,
}

/// <summary>One account dealt with by an <c>inform</c> operation; saved with the change, so a resumed operation never does it twice.</summary>
public sealed class InformedAccount
{
    /// <summary>The operation.</summary>
    public Guid OperationId { get; set; }

    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What was done.</summary>
    public InformedBy By { get; set; }
}

/// <summary>Mapping of <see cref="InformedAccount"/>.</summary>
public sealed class InformedAccountConfiguration : MainConfiguration<InformedAccount>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<InformedAccount> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("InformedAccount");
        builder.HasKey(informed => new { informed.OperationId, informed.AccountId });
    }
}
