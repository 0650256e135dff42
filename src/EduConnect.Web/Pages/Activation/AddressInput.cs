using EduConnect.Core.Activation;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>A mail address typed twice; capitals do not make another one.</summary>
internal sealed class AddressInput
{
    /// <summary>Email.</summary>
    public string? Mail { get; set; }

    /// <summary>Confirmez votre email.</summary>
    public string? Again { get; set; }

    /// <summary>The address, or null with one message in <paramref name="state"/>.</summary>
    public string? Read(ModelStateDictionary state, IStringLocalizer<FamilyTexts> texts)
    {
        if (string.IsNullOrWhiteSpace(Mail))
        {
            state.AddModelError("Input.Mail", texts["Mail.Empty"]);
        }
        else if (MailAddressText.Read(Mail) is not { } mail)
        {
            state.AddModelError("Input.Mail", texts["Mail.Wrong"]);
        }
        else if (!string.Equals(mail, MailAddressText.Read(Again), StringComparison.OrdinalIgnoreCase))
        {
            state.AddModelError("Input.Again", texts["Mail.Differ"]);
        }
        else
        {
            return mail;
        }

        return null;
    }
}
