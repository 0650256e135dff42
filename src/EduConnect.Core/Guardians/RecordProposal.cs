using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Guardians;

/// <summary>
/// A record that looks like the same person as an account which was already informed or activated (domain 4.2). It keeps its own account;
/// its children appear to the proposed account on the intermediate page, until its holder confirms them and the record moves, or refuses.
/// </summary>
public sealed class RecordProposal
{
    /// <summary>The record.</summary>
    public Guid GuardianRecordId { get; set; }

    /// <summary>The account it is proposed to.</summary>
    public Guid AccountId { get; set; }

    /// <summary>When the import noticed (UTC).</summary>
    public DateTime ProposedAt { get; set; }

    /// <summary>When the holder answered (UTC); null while open. An answered proposal is never made again.</summary>
    public DateTime? AnsweredAt { get; set; }
}

/// <summary>Mapping of <see cref="RecordProposal"/>.</summary>
public sealed class RecordProposalConfiguration : MainConfiguration<RecordProposal>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<RecordProposal> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("RecordProposal");
        builder.HasKey(proposal => new { proposal.GuardianRecordId, proposal.AccountId });
        builder.HasIndex(proposal => proposal.AccountId);
    }
}
