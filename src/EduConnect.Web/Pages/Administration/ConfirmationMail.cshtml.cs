using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Details;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>"Renvoyer un mail de confirmation" (rows #164, #202): the form of the detail; opened as a page, it leads back there.</summary>
internal sealed class ConfirmationMailModel(SendConfirmationToHolder confirmations, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : ListedPage(readOnly, texts)
{
    public IActionResult OnGet(string list, Guid account) => Find(list) ? Redirect(AddressOf(account)) : NotFound();

    public async Task<IActionResult> OnPostAsync(string list, Guid account, CancellationToken cancellationToken) =>
        !Find(list) ? NotFound() : await confirmations.RunAsync(Scope, Kind, account, cancellationToken) switch
        {
            ConfirmationOutcome.Sent => Redirect(OutcomeOf(account, "mail")),
            ConfirmationOutcome.NothingToConfirm => Redirect(OutcomeOf(account, "rien")),
            ConfirmationOutcome.Compromised => Redirect(OutcomeOf(account, "compromis")),
            ConfirmationOutcome.TooMany => Redirect(OutcomeOf(account, "attendre")),
            _ => NotFound(),
        };
}
