using EduConnect.Core.Accounts.Passwords;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>A new password, typed twice; never written back.</summary>
internal class PasswordInput
{
    /// <summary>Nouveau mot de passe.</summary>
    public string? Password { get; set; }

    /// <summary>Confirmez votre mot de passe.</summary>
    public string? Again { get; set; }

    /// <summary>Whether it may be kept; otherwise one message is added to <paramref name="state"/>.</summary>
    public bool IsGood(ModelStateDictionary state, PasswordContext context, PasswordJudge judge, IStringLocalizer<FamilyTexts> texts)
    {
        if (PasswordComplaint.Of(judge.Judge(Password, context)) is { } complaint)
        {
            state.AddModelError("Input.Password", texts[complaint]);
        }
        else if (!string.Equals(Password, Again, StringComparison.Ordinal))
        {
            state.AddModelError("Input.Again", texts["Password.Differ"]);
        }

        return state.IsValid;
    }
}
