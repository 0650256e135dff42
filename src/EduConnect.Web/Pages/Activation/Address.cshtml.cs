using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The mail address, twice (rows #54, #55); pupils may leave it empty (#58).</summary>
internal sealed class AddressModel(Activations activations, IStringLocalizer<FamilyTexts> texts) : ActivationPage(ActivationStep.Address)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public AddressInput Input { get; set; } = new();

    /// <summary>Shows the page, with what was given before.</summary>
    public void OnGet() => Input = new AddressInput { Mail = State.Mail, Again = State.Mail };

    /// <summary>Keeps the address on the server.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var isEmpty = string.IsNullOrWhiteSpace(Input.Mail) && string.IsNullOrWhiteSpace(Input.Again);
        var mail = isEmpty && Account.Kind == AccountKind.Pupil ? null : Input.Read(ModelState, texts);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        (State.Mail, State.MailIsGiven) = (mail, true);
        await activations.SaveAsync(HttpContext.RequestAborted);
        return GoOn();
    }
}
