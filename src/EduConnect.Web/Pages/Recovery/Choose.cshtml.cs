using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Recovery;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Pages.Recovery;

/// <summary>The new password after the right code (row #112).</summary>
internal sealed class ChooseModel(MainDb main, NewPassword password, RecoverPassword recover) : RecoveryPage(RecoveryStep.Password)
{
    /// <summary>What was typed; never written back.</summary>
    [BindProperty]
    public NewPasswordInput Input { get; set; } = new();

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        // Another tab may have begun anew for another account: the page that was filled in says which one it was about.
        if (Input.Username != State.Username)
        {
            return Redirect(RecoveryAddress.Of(RecoveryStep.Password));
        }

        var account = await main.Set<Account>().FirstOrDefaultAsync(one => one.Id == State.AccountId, HttpContext.RequestAborted);
        if (account is null || !RecoveryProof.Fits(account, State.ProofHash))
        {
            return BeginAgain();
        }

        if (await password.HashAsync(account, Input.Password, Input.Again, ModelState, HttpContext.RequestAborted) is not { } hash)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var actor = new Actor(ActorKind.AccountHolder, account.Id.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);
        return await recover.RunAsync(new RecoveryMeans.BySms(State), account, hash, actor, HttpContext.RequestAborted) ? GoOn() : BeginAgain();
    }
}
