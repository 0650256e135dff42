using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Web.Administration;
using EduConnect.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Administration;

/// <summary>Paramètres (rows #211 to #213, 2nd degree): the internet address that letters and mails carry, entered, verified, then switched on.</summary>
internal sealed class SettingsModel(
    ReadSchoolAddresses read, ChangeSchoolAddress change, ServiceOptions service, ReadOnlyMode readOnly, TimeProvider clock, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    [BindProperty]
    public AddressInput Pupils { get; set; } = new();

    [BindProperty]
    public AddressInput PersonsInCharge { get; set; } = new();

    [BindProperty]
    public AddressInput LegalGuardians { get; set; } = new();

    /// <summary><c>enregistree</c> just after.</summary>
    public string? Done { get; private set; }

    /// <summary>The address that letters and mails of legal guardians carry anyway.</summary>
    public string DefaultAddress => service.PortalAddress.Length > 0 ? service.PortalAddress : service.PublicOrigin;

    /// <summary>The agent signed in long ago: whoever sits there now proves who they are before an address changes (S-LG1).</summary>
    public bool MustSignInAgain => !HttpContext.Features.Get<SignedInAgent>()!.IsFresh(clock.GetUtcNow().UtcDateTime);

    /// <summary>Where they do, and come back from.</summary>
    public string SignInAddress => "/agents/connexion?retour=" + Uri.EscapeDataString($"{Root}/parametres");

    public bool IsReadOnly => readOnly.IsOn;

    public string ReadOnlyReason => ReadOnlyWords.Reason(readOnly, texts);

    private IEnumerable<(AddressedPeople People, string Name, AddressInput Input)> Inputs =>
        [(AddressedPeople.Pupils, nameof(Pupils), Pupils), (AddressedPeople.PersonsInCharge, nameof(PersonsInCharge), PersonsInCharge), (AddressedPeople.LegalGuardians, nameof(LegalGuardians), LegalGuardians)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Scope.School.Degree != Degree.Second)
        {
            return NotFound();
        }

        Done = Request.Query["suite"];
        await LoadAsync(null, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "pour")] AddressedPeople? people, string? go, CancellationToken cancellationToken)
    {
        var posted = Inputs.FirstOrDefault(input => input.People == people);
        if (Scope.School.Degree != Degree.Second || posted.Input is null)
        {
            return NotFound();
        }

        if (go == "verify" && await change.VerifyAsync(Scope, posted.People, posted.Input.Text, cancellationToken) is { } address)
        {
            return Redirect(address);
        }

        if (go != "verify" && MustSignInAgain)
        {
            ModelState.AddModelError($"{posted.Name}.{nameof(AddressInput.Text)}", texts["Settings.SignInAgain"]);
            return await AgainAsync(posted.People, cancellationToken);
        }

        var outcome = go == "verify" ? AddressOutcome.NotKept : await change.RunAsync(Scope, posted.People, posted.Input.Text, posted.Input.IsOn, cancellationToken);
        if (outcome == AddressOutcome.Done)
        {
            return Redirect($"{Root}/parametres?suite=enregistree");
        }

        ModelState.AddModelError($"{posted.Name}.{(outcome == AddressOutcome.NotVerified ? nameof(AddressInput.IsOn) : nameof(AddressInput.Text))}", texts["Settings." + outcome, SchoolAddressRules.Longest]);
        return await AgainAsync(posted.People, cancellationToken);
    }

    private async Task<IActionResult> AgainAsync(AddressedPeople people, CancellationToken cancellationToken)
    {
        await LoadAsync(people, cancellationToken);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    // What was typed in the form that was sent stays; the others show what is kept.
    private async Task LoadAsync(AddressedPeople? typed, CancellationToken cancellationToken)
    {
        var kept = await read.RunAsync(Scope, cancellationToken);
        foreach (var (people, _, input) in Inputs)
        {
            var saved = kept.GetValueOrDefault(people);
            (input.People, input.Saved, input.IsReadOnly) = (people, saved, IsReadOnly);
            if (people != typed)
            {
                (input.Text, input.IsOn) = (saved?.Address, saved?.IsOn == true);
            }

            if (saved is { IsOn: false })
            {
                // Its button "Vérifier l'adresse" ends there.
                ContentSecurity.Of(HttpContext).AllowFormAction(new Uri(saved.Address));
            }
        }
    }
}
