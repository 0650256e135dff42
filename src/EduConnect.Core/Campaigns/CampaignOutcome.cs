using System.Text.Json;

namespace EduConnect.Core.Campaigns;

/// <summary>What a long work on a campaign answers: where it left the campaign; its lines tell the rest.</summary>
/// <param name="State">the state afterwards</param>
public sealed record CampaignOutcome(CampaignState State)
{
    /// <summary>As stored.</summary>
    public static string Write(Campaign? campaign) => JsonSerializer.Serialize(new CampaignOutcome(campaign?.State ?? CampaignState.Cancelled));

    /// <summary>From what was stored.</summary>
    public static CampaignOutcome Read(string json) => JsonSerializer.Deserialize<CampaignOutcome>(json)!;
}
