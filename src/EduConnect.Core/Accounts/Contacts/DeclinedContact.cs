using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Accounts.Contacts;

/// <summary>An address or number that a source gave when the guardian chose their own (domain 6.3): only a later change at the source is asked about (row #81).</summary>
public sealed class DeclinedContact
{
    /// <summary>The account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>The address or E.164 number, as the source writes it.</summary>
    public required string Value { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTime DeclinedAt { get; set; }
}

/// <summary>Mapping of <see cref="DeclinedContact"/>.</summary>
public sealed class DeclinedContactConfiguration : MainConfiguration<DeclinedContact>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<DeclinedContact> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("DeclinedContact");
        builder.HasKey(contact => new { contact.AccountId, contact.Value });
    }
}
