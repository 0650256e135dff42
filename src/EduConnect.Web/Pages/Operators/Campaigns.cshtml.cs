using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Following;
using EduConnect.Core.Operators;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The campaigns of compromised accounts; what is done about them is done by the command.</summary>
internal sealed class CampaignsModel(OperatorDesk desk, ListCampaigns list, OperatorNames names) : OperatorPage(desk)
{
    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];

    /// <summary>Names of operators, by what is written of them.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Campaigns = await list.RunAsync(cancellationToken);
        Names = await names.ReadAsync(Campaigns.Select(campaign => campaign.CreatedBy), cancellationToken);
    }
}
