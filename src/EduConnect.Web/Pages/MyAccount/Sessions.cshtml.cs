using System.Globalization;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.SignIn;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>The open sessions of the account, to see and to end (S-SE5), also during maintenance: somebody who sees a stranger there must not have to wait.</summary>
[WorksInMaintenance]
internal sealed class SessionsModel(OperationalDb operational, Core.SignIn.Sessions sessions, CloseSessions close) : MyAccountPage
{
    /// <summary>Open sessions, last used first.</summary>
    public IReadOnlyList<Session> Open { get; private set; } = [];

    /// <summary>How many have just been ended.</summary>
    public int? Closed { get; private set; }

    /// <summary>Date and time on a Paris clock.</summary>
    public static string Moment(DateTime utc) => ParisTime.From(utc).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(int? fermees)
    {
        Closed = fermees;
        Open = await sessions.OpenOfAsync(operational, Account.Id, HttpContext.RequestAborted);
    }

    /// <summary>Ends one, or all the others.</summary>
    public async Task<IActionResult> OnPostAsync(string? which)
    {
        Guid? one = Guid.TryParse(which, out var id) ? id : null;
        if (one is null && !string.IsNullOrEmpty(which))
        {
            return BadRequest();
        }

        var closed = await close.RunAsync(Session, one, Actor, HttpContext.RequestAborted);
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"/mon-compte/sessions?fermees={closed}"));
    }
}
