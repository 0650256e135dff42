using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Operators;
using EduConnect.Core.Operators.Imports;
using EduConnect.Web.Design;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>A deposit that the safety brake holds: what it would do, who would lose most, and the two ways out (domain 2.4).</summary>
internal sealed class HeldImportModel(OperatorDesk desk, ReadImports read, OperatorNames names) : OperatorPage(desk)
{
    /// <summary>Name of the deposit.</summary>
    public string Deposit { get; private set; } = string.Empty;

    public HeldDeposit Held { get; private set; } = null!;

    /// <summary>Who decided, once somebody did.</summary>
    public string DecidedBy { get; private set; } = string.Empty;

    /// <summary>Records set aside.</summary>
    public RejectedRecords Rejected { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string degree, CancellationToken cancellationToken)
    {
        Deposit = Request.Query["depot"].ToString();
        if (await read.HeldAsync(OperatorRoutes.DegreeOf(degree), Deposit, cancellationToken) is not { } held)
        {
            // Decided and done meanwhile: it lies among the others.
            return Done is null ? NotFound() : Redirect(OperatorRoutes.Imports);
        }

        (Held, Rejected) = (held, new RejectedRecords(held.Report.Rejected, PageNumber, Texts, OperatorRoutes.HeldAddress(held.Degree, null, Deposit)));
        if (held.Decision is { } decision)
        {
            DecidedBy = (await names.ReadAsync([decision.RequestedById], cancellationToken)).GetValueOrDefault(decision.RequestedById, "–");
        }

        return Page();
    }

    /// <summary>Where one of the two answers is confirmed.</summary>
    public string AddressOf(string answer) => OperatorRoutes.HeldAddress(Held.Degree, answer, Deposit);

    /// <summary>What would happen, by kind of record.</summary>
    public IEnumerable<(string Name, PlannedChanges Changes)> ChangesOf(HeldExport export) => [(Texts["Entity.Pupils"], export.Pupils), (Texts["Entity.Guardians"], export.Guardians)];

    /// <summary><c>1 264</c>.</summary>
    public static string Number(long count) => FrenchFigures.Number((int)count);

    /// <summary><c>48,7 %</c>.</summary>
    public static string Share(long part, long whole) => FrenchFigures.Percent((int)part, (int)whole);

    /// <summary><c>5 %</c>.</summary>
    public static string Limit(double share) => FrenchFigures.Percent(share * 100);
}
