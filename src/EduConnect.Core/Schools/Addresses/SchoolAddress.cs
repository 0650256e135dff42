using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Schools.Addresses;

/// <summary>Whose letters and mails carry an address (row #211).</summary>
public enum AddressedPeople
{
    /// <summary>Élèves, those from elsewhere included.</summary>
    Pupils = 1,

    /// <summary>Personnes en charge.</summary>
    PersonsInCharge = 2,

    /// <summary>Représentants légaux, beside the portal's address.</summary>
    LegalGuardians = 3,
}

/// <summary>The internet address that a school adds to what it prints and mails (Paramètres, rows #211 to #213): entered, verified, then switched on.</summary>
public sealed class SchoolAddress
{
    /// <summary>The school.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>For whom; one address each.</summary>
    public AddressedPeople People { get; set; }

    /// <summary>Absolute https address.</summary>
    public required string Address { get; set; }

    /// <summary>When an agent opened this very address (UTC); null until then.</summary>
    public DateTime? VerifiedAt { get; set; }

    /// <summary>Whether letters and mails carry it.</summary>
    public bool IsOn { get; set; }

    /// <summary>Grows at each change; two savers of one address cannot both win.</summary>
    public int Version { get; set; }
}

/// <summary>Mapping of <see cref="SchoolAddress"/>.</summary>
public sealed class SchoolAddressConfiguration : MainConfiguration<SchoolAddress>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<SchoolAddress> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("SchoolAddress");
        builder.HasKey(address => new { address.SchoolId, address.People });
        builder.Property(address => address.Version).IsConcurrencyToken();
    }
}
