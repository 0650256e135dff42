using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Platform.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>After a change of address was asked for (row #95).</summary>
internal sealed class MailSentModel(MainDb main) : MyAccountPage
{
    /// <summary>Where the link went.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>Shows the page while a change waits.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var waiting = await main.Set<MailChange>().AsNoTracking().FirstOrDefaultAsync(change => change.AccountId == Account.Id && change.State == MailChangeState.Pending, HttpContext.RequestAborted);
        Address = waiting?.NewMail ?? string.Empty;
        return waiting is null ? Redirect("/mon-compte") : Page();
    }
}
