using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>One campaign: what it found and left out, and how far schools and families are.</summary>
internal sealed class CampaignModel(OperatorDesk desk, PreviewCampaign preview, FollowCampaign follow) : OperatorPage(desk)
{
    private const int PageSize = 50;

    public CampaignPreview Preview { get; private set; } = null!;

    public CampaignFollowUp FollowUp { get; private set; } = null!;

    /// <summary>The page of classes shown, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The classes of that page.</summary>
    public IEnumerable<FollowUpRow> Rows => FollowUp.Rows.Skip((Number - 1) * PageSize).Take(PageSize);

    /// <summary>What an operator may do in a state, in the order of the page.</summary>
    public static IReadOnlyList<string> ActsIn(CampaignState state) => state switch
    {
        CampaignState.Loading or CampaignState.Checking => ["annuler"],
        CampaignState.Ready => ["appliquer", "annuler"],
        CampaignState.Applying => ["arreter"],
        CampaignState.Stopped => ["appliquer"],
        _ => [],
    };

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Number = PageNumber;
        try
        {
            (Preview, FollowUp) = (await preview.RunAsync(id, cancellationToken), await follow.RunAsync(id, cancellationToken));
            return Page();
        }
        catch (CampaignRefusedException)
        {
            return NotFound();
        }
    }
}
