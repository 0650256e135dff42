using EduConnect.Core.Operators;
using EduConnect.Web.Design;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The report of one night, step by step.</summary>
internal sealed class NightReportModel(OperatorDesk desk, ReadNights read) : OperatorPage(desk)
{
    public Night Night { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.FindAsync(id, cancellationToken) is not { } night)
        {
            return NotFound();
        }

        Night = night;
        return Page();
    }

    /// <summary>The name of a step.</summary>
    public string NameOf(string step) => OperatorWords.Name(Texts, "Step", step);

    /// <summary>What to do about a step that came to its end and still counts as failed.</summary>
    public string FaultOf(string step) => OperatorWords.Name(Texts, "Fault", step);

    /// <summary>What a step did.</summary>
    public string CountsOf(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(count => $"{FrenchFigures.Number(count.Value)} {OperatorWords.Name(Texts, "Count", count.Key)}"));
}
