using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Web.Administration;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.PupilSupport;

/// <summary>"Aider un élève" for a whole selection (domain §11): one code for each pupil, on a page that is printed. A post, which shows the codes in its answer and never again.</summary>
[WorksInMaintenance]
internal sealed class AccessCodesModel(
    SchoolList lists, Selections selections, GiveAccessCode give, AccessCodeOptions options, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts)
    : SelectedPage(lists, selections, readOnly, texts)
{
    /// <summary>The pupils selected, by class then name.</summary>
    public IReadOnlyList<ListRow> Rows { get; private set; } = [];

    /// <summary>What was just given, by account; null when nothing was asked for.</summary>
    public IReadOnlyDictionary<Guid, GivenAccessCode>? Given { get; private set; }

    public bool WasAsked => HttpMethods.IsPost(Request.Method);

    /// <summary>Most codes of one agent in an hour.</summary>
    public int Most => options.PerAgentAndHour;

    /// <summary>How many of the selected pupils may be given a code.</summary>
    public int Possible => Rows.Count(row => GiveAccessCode.Judge(row.State, row.IsCompromised) == AccessCodeOutcome.Given);

    /// <summary>More than one may give in an hour: nobody gets one.</summary>
    public bool IsTooMany => Possible > Most;

    /// <summary>Until when the codes work (UTC); null when none was given.</summary>
    public DateTime? Until => Given?.Values.Where(code => code.Outcome == AccessCodeOutcome.Given).Select(code => (DateTime?)code.Until).Min();

    public async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellationToken) => await FindAsync(list, cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(string list, CancellationToken cancellationToken)
    {
        if (await FindAsync(list, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (IsTooMany)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        Given = await give.GiveAllAsync(Scope, [.. Rows.Select(row => row.AccountId)], cancellationToken);
        return Given is null ? NotFound() : Page();
    }

    private async Task<IActionResult?> FindAsync(string list, CancellationToken cancellationToken)
    {
        if (await RowsAsync(list, cancellationToken) is not { } rows)
        {
            return NotFound();
        }

        Rows = rows;
        return rows.Count == 0 ? Redirect(ListAddress) : null;
    }
}
