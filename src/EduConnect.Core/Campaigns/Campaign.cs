using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace EduConnect.Core.Campaigns;

/// <summary>A list of usernames that leaked, and what is done about the accounts behind it (domain §16).</summary>
public sealed class Campaign
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 100;

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; }

    /// <summary>Name operators know it by; of the campaigns that are not cancelled, no two have the same.</summary>
    public required string Name { get; set; }

    /// <summary>What the list holds.</summary>
    public CampaignList List { get; set; }

    /// <summary>Where it stands; changed only by the verbs of this type.</summary>
    public CampaignState State { get; private set; }

    /// <summary>SHA-256 of the file, so that nobody loads it twice; empty while it is being read.</summary>
    public string Fingerprint { get; set; } = string.Empty;

    /// <summary>Lines of the list, unreadable ones included, without heading and blank lines.</summary>
    public int Lines { get; set; }

    /// <summary>Accounts whose password was chosen since then (UTC) are left out; null asks nothing.</summary>
    public DateTime? ChangedSince { get; set; }

    /// <summary>When the list was loaded (UTC).</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>Who loaded it.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>The last long work on it: checking or applying.</summary>
    public Guid? OperationId { get; set; }

    /// <summary>When the last account was flagged, or it was cancelled (UTC).</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>Grows at each change; two operators cannot both win.</summary>
    public int Version { get; set; }

    /// <summary>From when on another password is as good as none leaked (UTC): the date given, otherwise the day of the list.</summary>
    public DateTime SafeSince => ChangedSince ?? CreatedAt;

    /// <summary>The list is read whole: <paramref name="operation"/> checks it.</summary>
    public bool BeginChecking(Guid operation) => Enter(CampaignState.Checking, operation, CampaignState.Loading);

    /// <summary>Every line is judged.</summary>
    public bool EndChecking() => Enter(CampaignState.Ready, OperationId, CampaignState.Checking);

    /// <summary>Operation <paramref name="operation"/> flags accounts: for the first time, or after a stop.</summary>
    public bool BeginApplying(Guid operation) => Enter(CampaignState.Applying, operation, CampaignState.Ready, CampaignState.Stopped);

    /// <summary>The same work goes on as another operation.</summary>
    public void GoOnWith(Guid operation) => (OperationId, Version) = (operation, Version + 1);

    /// <summary>No more accounts are flagged until it is applied again.</summary>
    public bool Stop() => Enter(CampaignState.Stopped, OperationId, CampaignState.Applying);

    /// <summary>Every account was flagged or left out.</summary>
    public bool EndApplying(DateTime now)
    {
        var ended = Enter(CampaignState.Applied, OperationId, CampaignState.Applying);
        EndedAt = ended ? now : EndedAt;
        return ended;
    }

    /// <summary>Gives it up, which is possible only before anything was changed; the caller deletes its lines.</summary>
    public bool Cancel(DateTime now)
    {
        var cancelled = Enter(CampaignState.Cancelled, OperationId, CampaignState.Loading, CampaignState.Checking, CampaignState.Ready);
        EndedAt = cancelled ? now : EndedAt;
        return cancelled;
    }

    private bool Enter(CampaignState next, Guid? operation, params ReadOnlySpan<CampaignState> from)
    {
        if (!from.Contains(State))
        {
            return false;
        }

        (State, OperationId, Version) = (next, operation, Version + 1);
        return true;
    }
}

/// <summary>Mapping of <see cref="Campaign"/>.</summary>
public sealed class CampaignConfiguration : MainConfiguration<Campaign>
{
    /// <inheritdoc />
    public override void Configure(EntityTypeBuilder<Campaign> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ToTable("Campaign");
        builder.Property(campaign => campaign.Id).ValueGeneratedNever();
        builder.Property(campaign => campaign.Version).IsConcurrencyToken();
        builder.HasIndex(campaign => campaign.Name).IsUnique().HasFilter("state <> 6");
    }
}
