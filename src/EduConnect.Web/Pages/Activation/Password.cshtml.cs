using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The new password, twice (rows #54, #58, #60); the only page after a reset by the school.</summary>
internal sealed class PasswordModel(
    MainDb main, Activations activations, PasswordJudge judge, PasswordHasher hasher, ChoosePasswordAfterReset choose, TimeProvider clock, IStringLocalizer<FamilyTexts> texts)
    : ActivationPage(ActivationStep.Password)
{
    /// <summary>What was typed; never written back.</summary>
    [BindProperty]
    public PasswordInput Input { get; set; } = new();

    /// <summary>Shows the page.</summary>
    public Task OnGetAsync() => AllowReturnAsync();

    /// <summary>Keeps the password on the server, or ends a reset.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await AllowReturnAsync();
        var context = await PasswordContexts.OfAsync(main, Account, clock.GetUtcNow().UtcDateTime, HttpContext.RequestAborted);
        if (!Input.IsGood(ModelState, context, judge, texts))
        {
            return Again();
        }

        var hash = await hasher.HashAsync(PasswordText.From(Input.Password), HttpContext.RequestAborted);
        if (State.Goal == ActivationGoal.ChoosePassword)
        {
            return await choose.RunAsync(State, Account, hash, Actor, HttpContext.RequestAborted) == AccountRefusal.None ? await EnterAsync() : Redirect("/activation/expiree");
        }

        State.PasswordHash = hash;
        await activations.SaveAsync(HttpContext.RequestAborted);
        return GoOn();
    }
}
