using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Details;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Régénérer l'identifiant: recalls the present one, warns, and asks for another (rows #165, #166, #169).</summary>
internal sealed class NewUsernameModel(RequestUsername request, ReadAccountDetail details, ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : ListedPage(readOnly, texts)
{
    public AccountDetail Detail { get; private set; } = null!;

    /// <summary>A guardian whose names are not the same in every school.</summary>
    public bool NamesDiffer { get; private set; }

    public string BackAddress => AddressOf(Detail.Account.Id);

    public async Task<IActionResult> OnGetAsync(string list, Guid account, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(list, account, cancellationToken))
        {
            return NotFound();
        }

        NamesDiffer = await request.JudgeAsync(Scope, Kind, account, cancellationToken) == UsernameRequest.NamesDiffer;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string list, Guid account, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(list, account, cancellationToken))
        {
            return NotFound();
        }

        switch (await request.RunAsync(Scope, Kind, account, cancellationToken))
        {
            case UsernameRequest.Requested:
                return Redirect(OutcomeOf(account, "identifiant"));
            case UsernameRequest.NamesDiffer:
                NamesDiffer = true;
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            case UsernameRequest.Busy:
                ModelState.AddModelError(string.Empty, Texts["Username.Busy"]);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                return NotFound();
        }
    }

    private async Task<bool> LoadAsync(string list, Guid account, CancellationToken cancellationToken)
    {
        if (!Find(list) || await details.RunAsync(Scope, Kind, account, cancellationToken) is not { } detail)
        {
            return false;
        }

        Detail = detail;
        return true;
    }
}
