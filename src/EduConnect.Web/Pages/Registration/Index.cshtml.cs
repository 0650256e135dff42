using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Activation.Registration;
using EduConnect.Core.Platform;
using EduConnect.Core.SignIn.Throttling;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Registration;

/// <summary>"Je crée mon compte" (rows #45, #46, #51): names and mobile number as the school knows them. Showing it writes nothing.</summary>
[AllowAnonymous]
internal sealed class IndexModel(RegistrationCookie cookie, Registrations registrations, AskForCode ask, ReadOnlyMode readOnly, IStringLocalizer<FamilyTexts> texts) : PageModel
{
    private const int LongestName = 200;

    /// <summary>Where to go at the end.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>What was typed.</summary>
    [BindProperty]
    public IdentityInput Input { get; set; } = new();

    /// <summary>The sign-in page, with what has to be carried along.</summary>
    public string BackAddress => RegistrationPage.Beside("/connexion/responsable", ReturnUrl);

    /// <summary>Shows the page, with what was given before in this browser.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (readOnly.IsOn)
        {
            return Redirect(RegistrationPage.Beside(RegistrationPage.Interrupted, ReturnUrl));
        }

        if (await cookie.FindAsync(HttpContext) is { DoneAt: null, Person: null } state)
        {
            Input = new IdentityInput { FamilyName = state.FamilyName, FirstName = state.FirstName, Phone = state.Phone };
            ReturnUrl ??= state.ReturnPath;
        }

        return Page();
    }

    /// <summary>Sends a code to somebody or nobody, and goes on.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (readOnly.IsOn)
        {
            return Redirect(RegistrationPage.Beside(RegistrationPage.Interrupted, ReturnUrl));
        }

        var (family, first) = (Name(Input.FamilyName, "FamilyName"), Name(Input.FirstName, "FirstName"));
        var phone = PhoneInput.Read(Input.Phone, "Input.Phone", ModelState, texts);
        if (family is null || first is null || phone is null)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var before = await cookie.FindAsync(HttpContext);
        var (handle, state) = registrations.Begin(null, isShared: false, ReturnAddress.Keep(ReturnUrl));
        var sending = await ask.RunAsync(state, family, first, phone, NetworkAddress.Of(HttpContext.Connection.RemoteIpAddress), HttpContext.RequestAborted);
        if (sending == CodeSending.Sent)
        {
            cookie.Write(HttpContext, handle);
            return Redirect(RegistrationPage.Address(RegistrationStep.Code, state));
        }

        if (sending == CodeSending.TooSoon && before is { DoneAt: null, Person: null } && before.FamilyName == family && before.FirstName == first && before.Phone == phone)
        {
            // The button was pressed twice: the code of the first time is on its way.
            return Redirect(RegistrationPage.Begin);
        }

        Response.StatusCode = PhoneInput.Refuse(sending, "Input.Phone", ModelState, texts, Response);
        return Page();
    }

    private string? Name(string? typed, string field)
    {
        var name = typed?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            ModelState.AddModelError("Input." + field, texts[(name?.Length > 0 ? "Name.Wrong." : "Name.Empty.") + field]);
            return null;
        }

        return name;
    }
}

/// <summary>What the first page sends.</summary>
internal sealed class IdentityInput
{
    /// <summary>Nom.</summary>
    public string? FamilyName { get; set; }

    /// <summary>Prénom.</summary>
    public string? FirstName { get; set; }

    /// <summary>N° de téléphone portable.</summary>
    public string? Phone { get; set; }
}
