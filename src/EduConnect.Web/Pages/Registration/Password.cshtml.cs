using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Activation.Registration;
using EduConnect.Web.Pages.Activation;
using EduConnect.Web.Pages.Recovery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Registration;

/// <summary>"Je prends note de mon identifiant" and the password, twice (rows #49, #50).</summary>
internal sealed class PasswordModel(Registrations registrations, PasswordJudge judge, PasswordHasher hasher, TimeProvider clock, IStringLocalizer<FamilyTexts> texts)
    : RegistrationPage(RegistrationStep.Password)
{
    /// <summary>What was typed; never written back.</summary>
    [BindProperty]
    public NewPasswordInput Input { get; set; } = new();

    /// <summary>What the registration is about.</summary>
    public RegistrationFamily Family { get; private set; } = null!;

    /// <summary>The account is activated and its holder confirmed another number: no password is chosen here.</summary>
    public bool KeepsPassword => !Family.MayChoosePassword(State.Phone);

    /// <summary>Where a password is chosen with what the holder confirmed.</summary>
    public string RecoveryLink => RecoveryAddress.Of(RecoveryAddress.Password, AccountKind.Guardian, State.ReturnPath);

    /// <summary>Shows the page.</summary>
    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : GiveUp();

    /// <summary>Ends the registration.</summary>
    public async Task<IActionResult> OnPostAsync(string? act)
    {
        if (!await LoadAsync())
        {
            return GiveUp();
        }

        if (act == "keep" && (KeepsPassword || !Family.NeedsPassword))
        {
            return await FinishAsync(Family, null);
        }

        if (KeepsPassword)
        {
            return Again();
        }

        var context = PasswordContexts.OfGuardian(Family.Account.Username, Family.Records, Family.Asked.Children, clock.GetUtcNow().UtcDateTime);
        if (!Input.IsGood(ModelState, context, judge, texts))
        {
            return Again();
        }

        State.IsShared = Input.Shared;
        return await FinishAsync(Family, await hasher.HashAsync(PasswordText.From(Input.Password), HttpContext.RequestAborted));
    }

    private async Task<bool> LoadAsync()
    {
        await AllowReturnAsync();
        Family = (await registrations.FamilyAsync(State, HttpContext.RequestAborted))!;
        return Family is not null;
    }
}

/// <summary>What the page of the password sends.</summary>
internal sealed class NewPasswordInput : PasswordInput
{
    /// <summary>Ce poste est partagé.</summary>
    public bool Shared { get; set; }
}
