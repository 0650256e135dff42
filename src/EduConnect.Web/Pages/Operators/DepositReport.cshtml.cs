using System.Globalization;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Schools;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The report of one deposit: counts, reasons, records set aside.</summary>
internal sealed class DepositReportModel(OperatorDesk desk, ReadImports read) : OperatorPage(desk)
{
    private const int PageSize = 50;

    /// <summary>Name of the deposit.</summary>
    public string Deposit { get; private set; } = string.Empty;

    /// <summary>Whether it was refused.</summary>
    public bool IsRefused { get; private set; }

    public DepositReport Report { get; private set; } = null!;

    /// <summary>The page of records shown, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The records of that page.</summary>
    public IEnumerable<Rejection> Rejected => Report.Rejected.Skip((Number - 1) * PageSize).Take(PageSize);

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
        var of = string.Equals(degree, "1d", StringComparison.OrdinalIgnoreCase) ? Degree.First : Degree.Second;
        if (await read.ReportAsync(of, IsRefused ? DepositPlace.Refused : DepositPlace.Done, Deposit, cancellationToken) is not { } report)
        {
            return NotFound();
        }

        (Report, Number) = (report, PageNumber);
        return Page();
    }

    /// <summary>The address of a page of records.</summary>
    public string AtRecords(int page) => $"?depot={Uri.EscapeDataString(Deposit)}&page={page.ToString(CultureInfo.InvariantCulture)}";
}
