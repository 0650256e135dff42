using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Activation;
using EduConnect.Core.Platform.Storage;
using EduConnect.Web.Pages.Activation;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>Judges and hashes a new password typed twice, in the same words on both pages that ask for one.</summary>
internal sealed class NewPassword(MainDb main, PasswordJudge judge, PasswordHasher hasher, TimeProvider clock, IStringLocalizer<RecoveryTexts> texts)
{
    /// <summary>The hash to keep; null when something is to be corrected.</summary>
    public async Task<string?> HashAsync(Account account, string? typed, string? again, ModelStateDictionary state, CancellationToken cancellation)
    {
        var context = await PasswordContexts.OfAsync(main, account, clock.GetUtcNow().UtcDateTime, cancellation);
        if (PasswordComplaint.Of(judge.Judge(typed, context)) is { } complaint)
        {
            state.AddModelError("Input.Password", texts[complaint]);
            return null;
        }

        if (!string.Equals(typed, again, StringComparison.Ordinal))
        {
            state.AddModelError("Input.Again", texts["Password.Differ"]);
            return null;
        }

        return await hasher.HashAsync(PasswordText.From(typed), cancellation);
    }
}

/// <summary>What the pages of the new password send.</summary>
internal sealed class NewPasswordInput
{
    /// <summary>Identifiant.</summary>
    public string? Username { get; set; }

    /// <summary>Nouveau mot de passe.</summary>
    public string? Password { get; set; }

    /// <summary>Confirmez le mot de passe.</summary>
    public string? Again { get; set; }
}
