using System.Globalization;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Loading;
using EduConnect.Core.Platform;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>
/// Loads a list of compromised accounts from a file, as the command <c>campaign load</c> does (domain §16). What is longer than some signs is kept in a temporary
/// file until the answer, and read from there by the same reader.
/// </summary>
[RequestSizeLimit(LoadCampaignModel.LargestFile)]
[RequestFormLimits(MultipartBodyLengthLimit = LoadCampaignModel.LargestFile)]
internal sealed class LoadCampaignModel(OperatorDesk desk, LoadCampaign load) : OperatorPage(desk)
{
    /// <summary>Bytes of a file at most: a million lines with long passwords.</summary>
    public const long LargestFile = 128 * 1024 * 1024;

    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Since { get; set; }

    [BindProperty]
    public IFormFile? List { get; set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var since = Day();
        if (List is not { Length: > 0 })
        {
            ModelState.AddModelError(nameof(List), Texts["Campaign.Refused.NoFile"]);
        }

        if (!ModelState.IsValid)
        {
            return Again();
        }

        try
        {
            await using var file = List!.OpenReadStream();
            var campaign = await load.RunAsync(file, Name ?? string.Empty, since, Operator, cancellationToken);
            return Redirect($"{OperatorRoutes.Campaigns}/{campaign.Id}?suite=chargee");
        }
        catch (CampaignRefusedException refused)
        {
            var field = refused.Reason switch { CampaignRefusal.Name or CampaignRefusal.NameTaken => nameof(Name), CampaignRefusal.DateToCome => nameof(Since), _ => nameof(List) };
            ModelState.AddModelError(field, Texts["Campaign.Refused." + refused.Reason]);
            return Again();
        }
    }

    private DateTime? Day()
    {
        if (string.IsNullOrWhiteSpace(Since))
        {
            return null;
        }

        if (DateOnly.TryParseExact(Since.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000)
        {
            return ParisTime.ToUtc(day.ToDateTime(TimeOnly.MinValue));
        }

        ModelState.AddModelError(nameof(Since), Texts["Window.Day"]);
        return null;
    }
}
