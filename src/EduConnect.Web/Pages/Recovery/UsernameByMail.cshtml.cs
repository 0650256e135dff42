using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Activation;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>Identifiant perdu, by mail (row #109). The answer is the same whether or not the address is known.</summary>
[WorksInMaintenance]
internal sealed class UsernameByMailModel(SendUsernameByMail send, IStringLocalizer<RecoveryTexts> texts) : RecoveryStartPage
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public string? Mail { get; set; }

    /// <summary>Sends.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (MailAddressText.Read(Mail) is not { } mail)
        {
            return Again(nameof(Mail), texts[string.IsNullOrWhiteSpace(Mail) ? "Mail.Empty" : "Mail.Wrong"]);
        }

        return await send.RunAsync(mail, Caller, HttpContext.RequestAborted)
            ? Redirect(Address("/identifiant-oublie/mail-envoye"))
            : Again(nameof(Mail), texts["Limit"], StatusCodes.Status429TooManyRequests);
    }
}
