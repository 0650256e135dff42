using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Applying;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Applies a campaign, stops it or gives it up, once the operator has read what that means (domain §16); a worker flags the accounts.</summary>
internal sealed class CampaignActModel(OperatorDesk desk, PreviewCampaign preview, ApplyCampaign apply, StopCampaign stop, CancelCampaign cancel) : OperatorPage(desk)
{
    /// <summary><c>appliquer</c>, <c>arreter</c> or <c>annuler</c>.</summary>
    public string Act { get; private set; } = string.Empty;

    public CampaignPreview Preview { get; private set; } = null!;

    /// <summary>The page of the campaign.</summary>
    public string Back => $"{OperatorRoutes.Campaigns}/{Preview.Campaign.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, string act, CancellationToken cancellationToken) =>
        !await LoadAsync(id, act, cancellationToken) ? NotFound() : CampaignModel.ActsIn(Preview.Campaign.State).Contains(Act) ? Page() : Redirect(Back + "?suite=deja");

    public async Task<IActionResult> OnPostAsync(Guid id, string act, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, act, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            await (Act switch
            {
                "appliquer" => apply.RunAsync(id, Operator, cancellationToken),
                "arreter" => stop.RunAsync(id, Operator, cancellationToken),
                _ => cancel.RunAsync(id, Operator, cancellationToken),
            });
            return Redirect($"{Back}?suite={Act}");
        }
        catch (CampaignRefusedException)
        {
            // Another operator came first.
            return Redirect(Back + "?suite=deja");
        }
    }

    private async Task<bool> LoadAsync(Guid id, string act, CancellationToken cancellationToken)
    {
        Act = act.ToLowerInvariant();
        try
        {
            Preview = await preview.RunAsync(id, cancellationToken);
            return true;
        }
        catch (CampaignRefusedException)
        {
            return false;
        }
    }
}
