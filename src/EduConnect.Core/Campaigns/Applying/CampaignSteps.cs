using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Campaigns.Applying;

/// <summary>What the steps of an operator share: the campaign they are about, and the save that only one of two operators gets.</summary>
internal static class CampaignSteps
{
    /// <summary>The campaign, to be changed.</summary>
    /// <exception cref="CampaignRefusedException">there is none</exception>
    public static async Task<Campaign> FindCampaignAsync(this MainDb db, Guid id, CancellationToken cancellationToken) =>
        await db.Set<Campaign>().FirstOrDefaultAsync(one => one.Id == id, cancellationToken) ?? throw new CampaignRefusedException(CampaignRefusal.Unknown, $"there is no campaign {id}.");

    /// <summary>Saves a step.</summary>
    /// <exception cref="CampaignRefusedException">somebody else changed the campaign meanwhile: nothing was saved</exception>
    public static async Task SaveStepAsync(this MainDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException race)
        {
            throw new CampaignRefusedException(CampaignRefusal.Changed, "the campaign changed meanwhile; look at it again.", race);
        }
    }
}
