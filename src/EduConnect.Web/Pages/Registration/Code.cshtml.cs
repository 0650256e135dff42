using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Activation.Registration;
using EduConnect.Core.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Registration;

/// <summary>The code received by SMS (rows #40, #47); the same page when nobody received any.</summary>
internal sealed class CodeModel(ProveByCode prove, AskForCode ask, CodeOptions options, IStringLocalizer<FamilyTexts> texts) : RegistrationPage(RegistrationStep.Code)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public CodeInput Input { get; set; } = new();

    /// <summary>The number, as far as it is shown.</summary>
    public string Veiled => PhoneNumber.Veiled(State.Phone);

    /// <summary>How long a code works.</summary>
    public int Minutes => (int)options.Life.TotalMinutes;

    /// <summary>Whether another code has just been asked for.</summary>
    public bool Sent { get; private set; }

    /// <summary>Shows the page.</summary>
    public void OnGet([FromQuery(Name = "envoye")] string? sent) => Sent = sent is not null;

    /// <summary>Judges the code, or sends another.</summary>
    public async Task<IActionResult> OnPostAsync(string? act)
    {
        if (act == "again")
        {
            var sending = await ask.AgainAsync(State, Network, HttpContext.RequestAborted);
            return sending == CodeSending.Sent ? Redirect("/inscription/code?envoye=1") : Again(PhoneInput.Refuse(sending, "Input.Code", ModelState, texts, Response));
        }

        if (string.IsNullOrWhiteSpace(Input.Code))
        {
            ModelState.AddModelError("Input.Code", texts["Code.Empty"]);
            return Again();
        }

        var check = await prove.RunAsync(State, Input.Code, HttpContext.RequestAborted);
        if (check.Verdict == CodeVerdict.Right)
        {
            return GoOn();
        }

        ModelState.AddModelError("Input.Code", Sentence(check));
        return Again();
    }

    private string Sentence(CodeCheck check) => check switch
    {
        { Verdict: CodeVerdict.Wrong, TriesLeft: > 1 } => texts["Code.Wrong.Many", check.TriesLeft],
        { Verdict: CodeVerdict.Wrong, TriesLeft: 1 } => texts["Code.Wrong.One"],
        _ => texts["Code.Dead"],
    };
}

/// <summary>What the page of the code sends.</summary>
internal sealed class CodeInput
{
    /// <summary>Code d'activation.</summary>
    public string? Code { get; set; }
}
