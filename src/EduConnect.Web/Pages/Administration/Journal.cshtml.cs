using EduConnect.Core.Agents;
using EduConnect.Core.Schools.Journal;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The journal of the school, for its head: who did what, to whom, when; filters and a file for a spreadsheet.</summary>
internal sealed class JournalModel(ReadSchoolJournal read, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    /// <summary>What is searched for.</summary>
    public JournalQuery Query { get; private set; } = null!;

    public JournalPage Journal { get; private set; } = null!;

    /// <summary>Agents that the filter offers.</summary>
    public IReadOnlyList<Agent> Agents { get; private set; } = [];

    /// <summary>First day, as typed.</summary>
    public string? From => Query.From;

    /// <summary>Last day, as typed.</summary>
    public string? To => Query.To;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Query = JournalQuery.Read(Request.Query);
        if (await read.RunAsync(Scope, Query.Search, Query.Page, cancellationToken) is not { } journal)
        {
            return NotFound();
        }

        (Journal, Agents) = (journal, await read.AgentsAsync(Scope, cancellationToken));
        Require(!JournalQuery.IsWrong(From), nameof(From), "Message.Day");
        Require(!JournalQuery.IsWrong(To), nameof(To), "Message.Day");
        Require(Query.Search is not { From: { } first, To: { } last } || first <= last, nameof(To), "Journal.Order");
        Require(Request.Query["suite"] != "trop", nameof(From), "Journal.TooLong", ExportSchoolJournal.MostLines);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return Page();
    }

    private void Require(bool holds, string field, string sentence, params object[] arguments)
    {
        if (!holds)
        {
            ModelState.AddModelError(field, texts[sentence, arguments]);
        }
    }
}
