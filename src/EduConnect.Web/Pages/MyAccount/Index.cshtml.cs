using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.FranceConnect;
using EduConnect.Core.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Mes informations (rows #88 to #92).</summary>
internal sealed class IndexModel(MainDb main, FranceConnectAvailability franceConnect, FranceConnectIdentities identities) : MyAccountPage
{
    /// <summary>The change of address that waits; null when none does.</summary>
    public MailChange? Waiting { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; private set; }

    /// <summary>Whether an address waits to be confirmed.</summary>
    public bool MayResend => Waiting is not null || Account is { Mail: not null, MailConfirmedAt: null };

    /// <summary>Whether this account has a page about FranceConnect: switched off it still tells what is attached, not set up it is not there.</summary>
    public bool HasFranceConnect => IsGuardian && franceConnect.Offer != FranceConnectOffer.NotSetUp;

    /// <summary>Whether FranceConnect opens this account.</summary>
    public bool IsLinked { get; private set; }

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(string? fait)
    {
        Done = fait;
        IsLinked = HasFranceConnect && await identities.FindAsync(Account.Id, HttpContext.RequestAborted) is not null;
        Waiting = await main.Set<MailChange>().AsNoTracking().FirstOrDefaultAsync(change => change.AccountId == Account.Id && change.State == MailChangeState.Pending, HttpContext.RequestAborted);
    }
}

/// <summary>Which tabs there are, and which is shown (rows #88, #89).</summary>
/// <param name="IsGuardian">guardians have both</param>
/// <param name="Children">Mes enfants is shown</param>
internal sealed record MyAccountTabs(bool IsGuardian, bool Children);
