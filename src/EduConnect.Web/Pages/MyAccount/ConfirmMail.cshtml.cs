using EduConnect.Core.Accounts.Contacts;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Mise à jour de l'adresse mail, behind the link of the mail (row #98): signed in, and confirmed by a button. Opening it changes nothing.</summary>
internal sealed class ConfirmMailModel(ConfirmMailChange confirm) : MyAccountPage
{
    /// <summary>The change; null when the link does not work for this account.</summary>
    public MailChange? Change { get; private set; }

    /// <summary>Shows what would change.</summary>
    public async Task OnGetAsync(string token)
    {
        Change = await confirm.FindAsync(Account.Id, token, HttpContext.RequestAborted);
        Response.StatusCode = Change is null ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
    }

    /// <summary>Confirms.</summary>
    public async Task<IActionResult> OnPostAsync(string token)
    {
        if (await confirm.RunAsync(Account.Id, token, Actor, HttpContext.RequestAborted))
        {
            return Redirect("/mon-compte?fait=mail");
        }

        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
