using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools.Resetting;

/// <summary>What became of one account in a reset.</summary>
public enum ResetResult
{
    /// <summary>It has a new provisional password; the former password is useless.</summary>
    Reset = 1,

    /// <summary>Unchanged: it was never informed (row #155).</summary>
    NotInformed = 2,

    /// <summary>Unchanged: a compromised guardian is informed with reset, so that the safety letter goes out (row #196).</summary>
    CompromisedGuardian = 3,

    /// <summary>Unchanged: it is not in this list of this school any more.</summary>
    Gone = 4,

    /// <summary>It was never informed and has its first provisional password now, as Informer gives it (domain §11).</summary>
    Informed = 5,
}

/// <summary>One account dealt with by a <c>reset-passwords</c> operation; saved with the change, so a resumed operation never resets twice.</summary>
public sealed class ResetAccount
{
    /// <summary>The operation.</summary>
    public Guid OperationId { get; set; }

    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>What was done.</summary>
    public ResetResult Result { get; set; }
}

/// <summary>Mapping of <see cref="ResetAccount"/>.</summary>
public sealed class ResetAccountConfiguration : MainConfiguration<ResetAccount>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<ResetAccount> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("ResetAccount");
        builder.HasKey(account => new { account.OperationId, account.AccountId });
    }
}
