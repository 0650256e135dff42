using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Two pupils side by side; the form says that they are two children, which changes neither account.</summary>
internal sealed class PupilDoubtModel(ComparePupils compare, KeepPupilsApart keepApart, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : PupilDoubtPage(compare, readOnly, texts)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken)
        ? Redirect($"{ListAddress}?suite={(await keepApart.RunAsync(Scope, Pair, cancellationToken) ? "deux-eleves" : "tranche")}")
        : NotFound();
}
