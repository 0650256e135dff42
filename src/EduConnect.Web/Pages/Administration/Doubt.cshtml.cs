using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Two guardians side by side; the form says that they are two people, which changes neither account.</summary>
internal sealed class DoubtModel(CompareGuardians compare, KeepGuardiansApart keepApart, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : DoubtPage(compare, readOnly, texts)
{
    public async Task<IActionResult> OnGetAsync(Guid doubt, CancellationToken cancellationToken) => await LoadAsync(doubt, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid doubt, CancellationToken cancellationToken) => await LoadAsync(doubt, cancellationToken)
        ? Redirect($"{ListAddress}?suite={(await keepApart.RunAsync(Scope, doubt, cancellationToken) ? "deux" : "tranche")}")
        : NotFound();
}
