using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Operators.Imports;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The report of one deposit: counts, reasons, records set aside.</summary>
internal sealed class DepositReportModel(OperatorDesk desk, ReadImports read) : OperatorPage(desk)
{
    /// <summary>Name of the deposit.</summary>
    public string Deposit { get; private set; } = string.Empty;

    /// <summary>Whether it was refused.</summary>
    public bool IsRefused { get; private set; }

    public DepositReport Report { get; private set; } = null!;

    /// <summary>Records set aside.</summary>
    public RejectedRecords Rejected { get; private set; } = null!;

    /// <summary>The counts by name.</summary>
    public IEnumerable<(string Name, EntityCounts Counts)> Counts =>
    [
        (Texts["Entity.Schools"], Report.Schools), (Texts["Entity.Classes"], Report.Classes), (Texts["Entity.Pupils"], Report.Pupils), (Texts["Entity.Guardians"], Report.Guardians),
        (Texts["Entity.Links"], Report.Links), (Texts["Entity.Accounts"], Report.Accounts),
    ];

    public async Task<IActionResult> OnGetAsync(string degree, string place, CancellationToken cancellationToken)
    {
        Deposit = Request.Query["depot"].ToString();
        IsRefused = string.Equals(place, "rejets", StringComparison.OrdinalIgnoreCase);
        if (await read.ReportAsync(OperatorRoutes.DegreeOf(degree), IsRefused ? DepositPlace.Refused : DepositPlace.Done, Deposit, cancellationToken) is not { } report)
        {
            return NotFound();
        }

        (Report, Rejected) = (report, new RejectedRecords(report.Rejected, PageNumber, Texts, $"?depot={Uri.EscapeDataString(Deposit)}"));
        return Page();
    }
}
