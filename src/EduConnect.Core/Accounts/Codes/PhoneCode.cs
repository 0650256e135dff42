using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Accounts.Codes;

/// <summary>The present code of one journey for one purpose. The code itself is stored nowhere.</summary>
public sealed class PhoneCode
{
    /// <summary>The journey.</summary>
    public Guid TransactionId { get; set; }

    /// <summary>What it is good for.</summary>
    public CodePurpose Purpose { get; set; }

    /// <summary>Changes with every code sent: a try taken from one code is not compared with the next.</summary>
    public Guid DrawId { get; set; }

    /// <summary>HMAC over journey, purpose, number and code, with the id of its key (S-OT3).</summary>
    public required byte[] Mac { get; set; }

    /// <summary>The number it was sent to, in E.164 form; empty when nobody matched: then no code is ever right.</summary>
    public required string Phone { get; set; }

    /// <summary>Tries taken.</summary>
    public int Tries { get; set; }

    /// <summary>Works until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>Used (UTC); null while it is not.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>Mapping of <see cref="PhoneCode"/>.</summary>
public sealed class PhoneCodeConfiguration : OperationalConfiguration<PhoneCode>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<PhoneCode> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("PhoneCode");
        builder.HasKey(code => new { code.TransactionId, code.Purpose });
        builder.HasIndex(code => code.ExpiresAt);
    }
}
