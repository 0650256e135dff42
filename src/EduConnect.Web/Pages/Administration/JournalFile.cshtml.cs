using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Schools.Journal;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The lines that a search in the journal finds, as a file made for this answer.</summary>
internal sealed class JournalFileModel(ExportSchoolJournal export) : SchoolPage
{
    private const string FileName = "journal-educonnect.csv";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!SchoolHeads.IsHead(Scope))
        {
            return NotFound();
        }

        var query = JournalQuery.Read(Request.Query);
        if (await export.RunAsync(Scope, query.Search, cancellationToken) is not { } file)
        {
            return Redirect($"{Root}/journal{query.With("suite", "trop")}");
        }

        Response.Headers.CacheControl = "no-store";
        return File(file, "text/csv; charset=utf-8", FileName);
    }
}
