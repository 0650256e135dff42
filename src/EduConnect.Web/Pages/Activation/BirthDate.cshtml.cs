using EduConnect.Core.Accounts;
using EduConnect.Core.Activation;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The pupil's own birth date, last page (row #58).</summary>
internal sealed class BirthDateModel(ActivatePupil activate, TimeProvider clock, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> texts)
    : ActivationPage(ActivationStep.BirthDate)
{
    /// <summary>What was typed.</summary>
    [BindProperty]
    public BirthDateInput Input { get; set; } = new();

    /// <summary>Shows the page.</summary>
    public Task OnGetAsync() => AllowReturnAsync();

    /// <summary>Activates when the date is right.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await AllowReturnAsync();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (Input.BirthDate.Read("Input.BirthDate", ModelState, dates, today) is not { } date)
        {
            return Again();
        }

        var result = await activate.RunAsync(State, Account, date, Actor, HttpContext.RequestAborted);
        if (result.IsDone)
        {
            return await EnterAsync();
        }

        if (result.Refusal != AccountRefusal.None)
        {
            return Redirect("/activation");
        }

        // The last try allowed is used up as well: a form left open would take the right date for nothing (S-BD1).
        if (result.Verdict == BirthDateVerdict.BeginAgain || (result.Verdict == BirthDateVerdict.Go && State.BirthDateTries >= Activations.TriesPerActivation))
        {
            return Expire();
        }

        ModelState.AddModelError("Input.BirthDate", texts[BirthDateSentence.Of(result.Verdict, "Dates.Own")]);
        return Again();
    }
}

/// <summary>What the page of the birth date sends.</summary>
internal sealed class BirthDateInput
{
    /// <summary>Ma date de naissance.</summary>
    public DateInput BirthDate { get; set; } = new();
}

/// <summary>The sentence for a try that led nowhere.</summary>
internal static class BirthDateSentence
{
    /// <summary>Name of the sentence.</summary>
    public static string Of(BirthDateVerdict verdict, string mismatch) => verdict switch
    {
        BirthDateVerdict.Pause => "Dates.Pause",
        BirthDateVerdict.Stopped => "Dates.Stopped",
        _ => mismatch,
    };
}
