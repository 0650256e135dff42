using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Platform;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>Identifiant perdu, by SMS, for guardians (row #110). The answer is the same whether or not the number is known.</summary>
[WorksInMaintenance]
internal sealed class UsernameBySmsModel(SendUsernameBySms send, IStringLocalizer<RecoveryTexts> texts) : RecoveryStartPage
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public string? Phone { get; set; }

    /// <summary>Shows the page; pupils have no mobile number here.</summary>
    public IActionResult OnGet() => IsGuardian ? Page() : Redirect(Address(RecoveryAddress.Username));

    /// <summary>Sends.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (PhoneNumber.ToE164(Phone) is not { } mobile || !PhoneNumber.IsMobile(mobile))
        {
            return Again(nameof(Phone), texts["Phone.Wrong"]);
        }

        var sending = await send.RunAsync(mobile, Caller, HttpContext.RequestAborted);
        return sending == CodeSending.Sent
            ? Redirect(Address("/identifiant-oublie/sms-envoye"))
            : Again(nameof(Phone), texts[SendingText.Of(sending)], StatusCodes.Status429TooManyRequests);
    }
}

/// <summary>Names the sentence about an SMS that was not sent.</summary>
internal static class SendingText
{
    /// <summary>The name of the sentence in <see cref="RecoveryTexts"/>.</summary>
    public static string Of(CodeSending sending) => sending switch
    {
        CodeSending.TooSoon => "Limit.Soon",
        CodeSending.BudgetSpent => "Limit.Sms",
        _ => "Limit",
    };
}
