using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform.Storage;
using EduConnect.Web.Pages.Activation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Modifier mon mot de passe (row #93).</summary>
internal sealed class PasswordModel(MainDb main, PasswordJudge judge, PasswordHasher hasher, ChangePassword change, TimeProvider clock, IStringLocalizer<FamilyTexts> texts) : MyAccountPage
{
    /// <summary>What was typed; never written back.</summary>
    [BindProperty]
    public ChangedPasswordInput Input { get; set; } = new();

    /// <summary>Accounts without a password have no such page (row #91).</summary>
    protected override bool MayShow => HasPassword;

    /// <summary>Shows the page.</summary>
    public void OnGet() => Input = new();

    /// <summary>Changes the password.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var context = await PasswordContexts.OfAsync(main, Account, clock.GetUtcNow().UtcDateTime, HttpContext.RequestAborted);
        if (!Input.IsGood(ModelState, context, judge, texts) || !await ProveAsync(Input.Current, "Input.Current"))
        {
            return Again();
        }

        var hash = await hasher.HashAsync(PasswordText.From(Input.Password), HttpContext.RequestAborted);
        var refusal = await change.RunAsync(Account.Id, Session.Id, hash, Actor, HttpContext.RequestAborted);
        return refusal == AccountRefusal.None ? Redirect("/mon-compte?fait=mot-de-passe") : Redirect("/mon-compte/mot-de-passe");
    }
}

/// <summary>What the page sends.</summary>
internal sealed class ChangedPasswordInput : PasswordInput
{
    /// <summary>Mot de passe actuel.</summary>
    public string? Current { get; set; }
}
