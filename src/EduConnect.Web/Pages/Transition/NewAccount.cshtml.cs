using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Platform.Storage;
using EduConnect.Web.Pages.Activation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Transition;

/// <summary>"Votre nouveau compte" (row #67): the username, and the password twice. A pupil's last page; a guardian goes on to the children.</summary>
internal sealed class NewAccountModel(
    MainDb main, Activations activations, PasswordJudge judge, PasswordHasher hasher, ActivateByTransition activate, TimeProvider clock, IStringLocalizer<FamilyTexts> texts)
    : ActivationPage(ActivationStep.NewAccount)
{
    /// <summary>What was typed; never written back.</summary>
    [BindProperty]
    public NewAccountInput Input { get; set; } = new();

    /// <summary>Whether it is a pupil's account.</summary>
    public bool IsPupil => Account.Kind == AccountKind.Pupil;

    /// <summary>Keeps the password, or ends a pupil's transition.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var context = await PasswordContexts.OfAsync(main, Account, clock.GetUtcNow().UtcDateTime, HttpContext.RequestAborted);
        if (!Input.IsGood(ModelState, context, judge, texts))
        {
            return Again();
        }

        var hash = await hasher.HashAsync(PasswordText.From(Input.Password), HttpContext.RequestAborted);
        State.IsShared = IsPupil ? !Input.Mine : Input.Shared;
        if (IsPupil)
        {
            return await activate.RunAsync(State, Account, hash, Actor, HttpContext.RequestAborted) == AccountRefusal.None ? await EnterAsync() : Expire();
        }

        State.PasswordHash = hash;
        await activations.SaveAsync(HttpContext.RequestAborted);
        return GoOn();
    }
}

/// <summary>What the page of the new account sends.</summary>
internal sealed class NewAccountInput : PasswordInput
{
    /// <summary>Ce poste est partagé (guardians).</summary>
    public bool Shared { get; set; }

    /// <summary>Cet appareil est à moi (pupils).</summary>
    public bool Mine { get; set; }
}
