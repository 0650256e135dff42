using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Accounts.Recovery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>The code of the SMS (rows #112, #113). Shown alike when nobody is behind the username.</summary>
internal sealed class CodeModel(CheckRecoveryCode check, SendRecoveryCode send, IStringLocalizer<RecoveryTexts> texts) : RecoveryPage(RecoveryStep.Code)
{
    /// <summary>What was typed; never written back.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Whether another code has just been asked for.</summary>
    public bool Sent { get; private set; }

    /// <summary>Shows the page.</summary>
    public void OnGet([FromQuery(Name = "envoye")] string? sent) => Sent = sent is not null;

    /// <summary>Checks, or sends again.</summary>
    public async Task<IActionResult> OnPostAsync(string? act)
    {
        var typed = Code;
        Code = null;
        ModelState.Remove(nameof(Code));
        if (act == "again")
        {
            var sending = await send.RunAsync(State, RecoveryStartPage.CallerOf(HttpContext), HttpContext.RequestAborted);
            return sending == CodeSending.Sent
                ? Redirect(RecoveryAddress.Of(RecoveryStep.Code) + "?envoye=1")
                : Again(nameof(Code), texts[SendingText.Of(sending)], StatusCodes.Status429TooManyRequests);
        }

        if (string.IsNullOrWhiteSpace(typed))
        {
            return Again(nameof(Code), texts["Code.Empty"]);
        }

        var found = await check.RunAsync(State, typed, HttpContext.RequestAborted);
        return found.Verdict switch
        {
            CodeVerdict.Right => GoOn(),
            CodeVerdict.Wrong when found.TriesLeft == 1 => Again(nameof(Code), texts["Code.WrongOnce"]),
            CodeVerdict.Wrong when found.TriesLeft > 1 => Again(nameof(Code), texts["Code.Wrong", found.TriesLeft]),
            _ => Again(nameof(Code), texts["Code.Dead"]),
        };
    }
}
