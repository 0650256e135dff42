using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Campaigns;

/// <summary>One line of a list. Once it is judged, nothing of what stood in the file is kept: only the account it found, and the verdict.</summary>
public sealed class CampaignLine
{
    /// <summary>The campaign.</summary>
    public Guid CampaignId { get; set; }

    /// <summary>Number of the line in the file, from 1.</summary>
    public int Number { get; set; }

    /// <summary>The username, in lower case, until it is looked up.</summary>
    public string? Username { get; set; }

    /// <summary>SHA-256 of the username, until it is looked up; null when the list holds usernames.</summary>
    public byte[]? UsernameHash { get; set; }

    /// <summary>The leaked password, encrypted for this line (<see cref="LeakedPasswords"/>), until it is compared.</summary>
    public byte[]? SealedPassword { get; set; }

    /// <summary>The account; null while unknown, and again once the account is deleted.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>What became of it.</summary>
    public LineVerdict Verdict { get; set; }

    /// <summary>When the account was looked at (UTC); what its holder or school did from then on counts.</summary>
    public DateTime? CheckedAt { get; set; }

    /// <summary>When the account was flagged (UTC).</summary>
    public DateTime? AppliedAt { get; set; }

    /// <summary>Writes the verdict and forgets what stood in the file.</summary>
    public void Judge(LineVerdict verdict, Guid? accountId, DateTime checkedAt)
    {
        (Verdict, AccountId, CheckedAt) = (verdict, accountId, checkedAt);
        (Username, UsernameHash, SealedPassword) = (null, null, null);
    }
}

/// <summary>Mapping of <see cref="CampaignLine"/>.</summary>
public sealed class CampaignLineConfiguration : MainConfiguration<CampaignLine>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<CampaignLine> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("CampaignLine");
        builder.HasKey(line => new { line.CampaignId, line.Number });
        builder.HasIndex(line => new { line.CampaignId, line.Verdict, line.Number });
        builder.HasIndex(line => line.AccountId);
    }
}
