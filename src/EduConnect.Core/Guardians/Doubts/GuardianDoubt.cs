using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Directory;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Guardians.Doubts;

/// <summary>
/// Two guardians of one school who are just below the rule of matching (domain 4.1) and may be one person: listed under "Doublons possibles" until the school
/// has decided. The records are kept, not the accounts: accounts are joined and closed, records stay what their sources say.
/// </summary>
public sealed class GuardianDoubt
{
    /// <summary>Derived from school and records, so that the same pair is never noted twice.</summary>
    public Guid Id { get; set; }

    /// <summary>The school to whose pupils both are tied: it decides.</summary>
    public Guid SchoolId { get; set; }

    /// <summary>One record; of the two, the one with the lower identifier.</summary>
    public Guid GuardianRecordId { get; set; }

    /// <summary>The record of the other account.</summary>
    public Guid OtherRecordId { get; set; }

    /// <summary>How much alike the names are.</summary>
    public NameLikeness Names { get; set; }

    /// <summary>What the two have in common beside their names.</summary>
    public SharedFacts Shared { get; set; }

    /// <summary>When the night noticed (UTC).</summary>
    public DateTime NoticedAt { get; set; }

    /// <summary>What became of it; the night never reopens a decision.</summary>
    public DoubtDecision Decision { get; set; }

    /// <summary>When the school decided (UTC); null while open.</summary>
    public DateTime? DecidedAt { get; set; }

    /// <summary>A doubt of a school about two records, in whatever order they are given.</summary>
    public static GuardianDoubt Between(Guid school, Guid record, Guid other, NearMatch match, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(match);
        var (low, high) = record.CompareTo(other) < 0 ? (record, other) : (other, record);
        return new GuardianDoubt
        {
            Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"guardian doubt {school} {low} {high}")).AsSpan(0, 16)),
            SchoolId = school,
            GuardianRecordId = low,
            OtherRecordId = high,
            Names = match.Names,
            Shared = match.Shared,
            NoticedAt = now,
        };
    }
}

/// <summary>Mapping of <see cref="GuardianDoubt"/>.</summary>
public sealed class GuardianDoubtConfiguration : MainConfiguration<GuardianDoubt>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<GuardianDoubt> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("GuardianDoubt");
        builder.Property(doubt => doubt.Id).ValueGeneratedNever();
        builder.HasIndex(doubt => new { doubt.SchoolId, doubt.Decision });
        builder.HasIndex(doubt => doubt.GuardianRecordId);
        builder.HasIndex(doubt => doubt.OtherRecordId);
    }
}
