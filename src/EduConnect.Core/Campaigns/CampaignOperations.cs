using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Operations;

namespace EduConnect.Core.Campaigns;

/// <summary>The long work of campaigns; its argument is the campaign's identifier.</summary>
internal static class CampaignOperations
{
    /// <summary>An operation to be saved with the change that orders it.</summary>
    public static Operation New(string kind, Guid campaign, Actor actor, Guid id, DateTime now, int total) => new()
    {
        Id = id,
        Kind = kind,
        Argument = campaign.ToString(),
        RequestedByKind = actor.Kind,
        RequestedById = actor.Id,
        CreatedAt = now,
        Total = total,
    };

    /// <summary>The campaign of an operation.</summary>
    public static Guid CampaignOf(Operation operation) => Guid.Parse(operation.Argument);
}
