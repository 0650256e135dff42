using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.SignIn.AccessCodes;

/// <summary>
/// A code that an agent gave a pupil who cannot sign in now (domain §11). One row for each pupil, so a new code takes the place of the former. It
/// lives in the operational store: using it must not write main.
/// </summary>
public sealed class AccessCode
{
    /// <summary>Whom it lets in.</summary>
    public Guid AccountId { get; set; }

    /// <summary>Which code: tells a new one from the one it replaced.</summary>
    public Guid DrawId { get; set; }

    /// <summary>HMAC of the eight digits, whose key is not in the database (S-OT3).</summary>
    public required byte[] Mac { get; set; }

    /// <summary>The agent who gave it.</summary>
    public Guid AgentId { get; set; }

    /// <summary>Name of that agent, as the pupil and the school are shown it.</summary>
    public required string AgentName { get; set; }

    /// <summary>The school it was given in.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>Name of that school.</summary>
    public required string SchoolName { get; set; }

    /// <summary>Given (UTC).</summary>
    public DateTime GivenAt { get; set; }

    /// <summary>Works until (UTC).</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>Tries made with it, right or wrong.</summary>
    public int Tries { get; set; }

    /// <summary>Used (UTC), and dead since; null before.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>Mapping of <see cref="AccessCode"/>.</summary>
public sealed class AccessCodeConfiguration : OperationalConfiguration<AccessCode>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<AccessCode> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("AccessCode");
        builder.HasKey(code => code.AccountId);
        builder.Property(code => code.AccountId).ValueGeneratedNever();
        builder.HasIndex(code => code.ExpiresAt);
    }
}
