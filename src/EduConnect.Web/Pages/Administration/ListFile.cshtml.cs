using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Listing;
using EduConnect.Core.Schools.Lists;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The list as a file: made in memory for this answer, bound to the agent and the people, for 10 minutes (S-PP9).</summary>
internal sealed class ListFileModel(
    SchoolList lists, Selections selections, MakeAccountList make, SheetLinks links, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts)
    : SelectedPage(lists, selections, readOnly, texts)
{
    private const string FileName = "comptes-educonnect.";

    public async Task<IActionResult> OnGetAsync(string list, string? format, [FromQuery(Name = "lien")] string? link, CancellationToken cancellationToken)
    {
        if (format is not ("pdf" or "csv") || await RowsAsync(list, cancellationToken) is not { } rows)
        {
            return NotFound();
        }

        var state = links.Judge(link, Scope.Agent.Agent.Id, ListAccountsModel.DocumentOf(Scope.School.Id, Kind, format, rows));
        if (state != SheetLinkState.Good)
        {
            // Of one's own link after another selection, or after its time, the way on is the page that makes a new one.
            return state == SheetLinkState.Expired ? Back("expire") : links.IsMadeFor(link, Scope.Agent.Agent.Id) ? Back("change") : NotFound();
        }

        try
        {
            var file = await make.RunAsync(Scope, Kind, rows.Select(row => row.AccountId).ToHashSet(), format == "pdf", cancellationToken);
            Response.Headers.CacheControl = "no-store";
            return File(file, format == "pdf" ? "application/pdf" : "text/csv; charset=utf-8", FileName + format);
        }
        catch (LettersUnavailableException)
        {
            return Back("indisponible");
        }
    }

    private RedirectResult Back(string reason) => Redirect($"{ListRoot}/lister{Query.With("suite", reason)}{(Alone is { } account ? "&compte=" + account : string.Empty)}");
}
