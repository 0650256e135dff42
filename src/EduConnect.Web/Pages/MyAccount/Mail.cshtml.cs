using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform.Storage;
using EduConnect.Web.Pages.Activation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Modifier mon adresse mail (rows #92, #94).</summary>
internal sealed class MailModel(MainDb main, RequestMailChange request, DropMailChange drop, IStringLocalizer<FamilyTexts> texts, IStringLocalizer<MyAccountTexts> own) : MyAccountPage
{
    /// <summary>The address, twice.</summary>
    [BindProperty]
    public AddressInput Input { get; set; } = new();

    /// <summary>Mot de passe actuel; never written back.</summary>
    [BindProperty]
    public string? Current { get; set; }

    /// <summary>The change that waits; null when none does.</summary>
    public MailChange? Waiting { get; private set; }

    /// <summary>Shows the page; where the account has no address, with the one its school knows (row #84).</summary>
    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input.Mail = Waiting is null && IsGuardian ? (await KnownBySource.ReadAsync(main, Account.Id, HttpContext.RequestAborted)).MailFor(Account) : null;
    }

    /// <summary>Asks for another address, sends the mail again, or gives the change up.</summary>
    public async Task<IActionResult> OnPostAsync(string? act)
    {
        if (act == "drop")
        {
            await drop.RunAsync(Account.Id, Actor, HttpContext.RequestAborted);
            return Redirect("/mon-compte?fait=abandon");
        }

        string? mail = null;
        if (act != "again")
        {
            mail = Input.Read(ModelState, texts);
            if (mail is null || !await ProveAsync(Current, "Current"))
            {
                return await AgainAsync();
            }
        }

        switch (await request.RunAsync(Account.Id, mail, Actor, HttpContext.RequestAborted))
        {
            case MailChangeOutcome.Sent:
                return Redirect("/mon-compte/mail/envoye");
            case MailChangeOutcome.Same:
                ModelState.AddModelError("Input.Mail", own["Mail.Same"]);
                return await AgainAsync();
            case MailChangeOutcome.TooMany:
                ModelState.AddModelError(act == "again" ? string.Empty : "Input.Mail", texts["Mail.TooMany"]);
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return await AgainAsync();
            default:
                return Redirect("/mon-compte/mail");
        }
    }

    private async Task<PageResult> AgainAsync()
    {
        await LoadAsync();
        return Again();
    }

    private async Task LoadAsync() =>
        Waiting = await main.Set<MailChange>().AsNoTracking().FirstOrDefaultAsync(change => change.AccountId == Account.Id && change.State == MailChangeState.Pending, HttpContext.RequestAborted);
}
