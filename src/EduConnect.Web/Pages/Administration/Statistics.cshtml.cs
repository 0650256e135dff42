using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Statistics;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Statistiques (rows #203 to #210): the figures of the night for one list, and Actualiser.</summary>
internal class StatisticsModel(ReadSchoolStatistics read, RefreshStatistics refresh, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    /// <summary>The figures.</summary>
    public SchoolReport Report { get; private set; } = null!;

    /// <summary>Whether Actualiser is refused now (domain 15.2).</summary>
    public bool IsReadOnly => readOnly.IsOn;

    /// <summary>Until when and why.</summary>
    public string ReadOnlyReason => ReadOnlyWords.Reason(readOnly, texts);

    /// <summary>Whether the figures were just counted afresh.</summary>
    public bool IsRefreshed => Request.Query["suite"] == "actualise";

    /// <summary>Whether it is a school of the 1st degree.</summary>
    public bool IsFirst => Scope.School.Degree == Degree.First;

    /// <summary>Row #203; null before the first count.</summary>
    public string? Computed => Report.ComputedAt is { } at ? ParisTime.OnPaper(at) + texts["At"] + ParisTime.Clock(at) : null;

    /// <summary>The address of the statistics of a list.</summary>
    public string AddressOf(string list) => $"{Root}/{ListRoutes.Statistics}/{list}";

    public virtual async Task<IActionResult> OnGetAsync(string list, CancellationToken cancellationToken) => await LoadAsync(list, cancellationToken) ? Page() : NotFound();

    /// <summary>Actualiser.</summary>
    public virtual async Task<IActionResult> OnPostAsync(string list, CancellationToken cancellationToken)
    {
        if (Find(list) is null)
        {
            return NotFound();
        }

        await refresh.RunAsync(Scope, cancellationToken);
        return Redirect(AddressOf(list) + "?suite=actualise");
    }

    /// <summary>Reads the figures of a list; false when this school has no such list.</summary>
    protected async Task<bool> LoadAsync(string list, CancellationToken cancellationToken)
    {
        if (Find(list) is not { } kind)
        {
            return false;
        }

        Report = await read.RunAsync(Scope, kind, cancellationToken);
        return true;
    }

    private ListKind? Find(string list) => ListRoutes.Counted(Scope.School.Degree).Contains(list, StringComparer.Ordinal) ? ListRoutes.Find(list, Scope.School.Degree) : null;
}
