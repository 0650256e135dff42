using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Schools;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Says what applying or refusing a held deposit means, then decides; a worker does it.</summary>
internal sealed class DecideImportModel(OperatorDesk desk, ReadImports read, DecideHeldImport decide) : OperatorPage(desk)
{
    /// <summary>Name of the deposit.</summary>
    [BindProperty]
    public string? Deposit { get; set; }

    /// <summary>Whether it is about applying, rather than refusing.</summary>
    public bool IsApplied { get; private set; }

    /// <summary>The page of the deposit.</summary>
    public string Back { get; private set; } = OperatorRoutes.Imports;

    public async Task<IActionResult> OnGetAsync(string degree, string answer, CancellationToken cancellationToken)
    {
        Deposit = Request.Query["depot"].ToString();
        if (await read.HeldAsync(Read(degree, answer), Deposit, cancellationToken) is not { } held)
        {
            return NotFound();
        }

        return held.Decision is null ? Page() : Redirect(Back + "&suite=deja");
    }

    public async Task<IActionResult> OnPostAsync(string degree, string answer, CancellationToken cancellationToken)
    {
        var outcome = await decide.RunAsync(new HeldDecision(Read(degree, answer), Deposit ?? string.Empty, IsApplied), Operator, cancellationToken);
        return outcome == DecisionOutcome.NotThere ? NotFound() : Redirect(Back + (outcome == DecisionOutcome.Taken ? "&suite=decide" : "&suite=deja"));
    }

    private Degree Read(string degree, string answer)
    {
        var of = OperatorRoutes.DegreeOf(degree);
        IsApplied = string.Equals(answer, "appliquer", StringComparison.OrdinalIgnoreCase);
        Back = OperatorRoutes.HeldAddress(of, null, Deposit ?? string.Empty);
        return of;
    }
}
