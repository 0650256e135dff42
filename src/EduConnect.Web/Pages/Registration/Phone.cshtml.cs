using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Activation.Registration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Registration;

/// <summary>With FranceConnect: the mobile number that the school knows (row #39).</summary>
internal sealed class PhoneModel(AskForCode ask, IStringLocalizer<FamilyTexts> texts) : RegistrationPage(RegistrationStep.Identity)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public IdentityInput Input { get; set; } = new();

    /// <summary>Shows the page.</summary>
    public IActionResult OnGet()
    {
        if (State.Person is null)
        {
            return Redirect(IdentityAddress);
        }

        Input = new IdentityInput { Phone = State.Phone };
        return Page();
    }

    /// <summary>Sends a code to somebody or nobody, and goes on.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (State.Person is null)
        {
            return Redirect(IdentityAddress);
        }

        if (PhoneInput.Read(Input.Phone, "Input.Phone", ModelState, texts) is not { } phone)
        {
            return Again();
        }

        var sending = await ask.RunAsync(State, string.Empty, string.Empty, phone, Network, HttpContext.RequestAborted);
        if (sending == CodeSending.Sent || (sending == CodeSending.TooSoon && State.Phone == phone && State.ProvedAt is null))
        {
            return GoOn();
        }

        return Again(PhoneInput.Refuse(sending, "Input.Phone", ModelState, texts, Response));
    }
}
