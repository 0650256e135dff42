using EduConnect.Core.Platform;
using EduConnect.Core.Statistics;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>The figures of a list as a file for a spreadsheet. Nobody is named in it.</summary>
internal sealed class StatisticsFileModel(ReadSchoolStatistics read, RefreshStatistics refresh, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts)
    : StatisticsModel(read, refresh, readOnly, texts)
{
    public override async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellationToken) => await LoadAsync(list, cancellationToken)
        ? File(SchoolReportCsv.Write(Scope.School, Report), "text/csv; charset=utf-8", $"statistiques-{Scope.School.Uai}-{list}.csv")
        : NotFound();

    public override Task<IActionResult> OnPostAsync(string list, CancellationToken cancellationToken) => Task.FromResult<IActionResult>(NotFound());
}
