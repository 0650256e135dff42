using EduConnect.Core.Guardians.Grouping;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Shows what a grouping will do, and does it (rows #101, #104). Without the proof of the page before there is nothing here.</summary>
internal sealed class GatherConfirmModel(GroupAccounts group) : MyAccountPage(forGuardians: true)
{
    /// <summary>What will be done.</summary>
    public GroupingPreview Preview { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var preview = await group.PreviewAsync(Session, HttpContext.RequestAborted);
        Preview = preview!;
        return preview is null ? Redirect("/mon-compte/enfants/ajouter") : Page();
    }

    /// <summary>Groups both accounts.</summary>
    public async Task<IActionResult> OnPostAsync() =>
        Redirect(await group.RunAsync(Session, Actor, HttpContext.RequestAborted) is null ? "/mon-compte/enfants/ajouter" : "/mon-compte/enfants?fait=ajout");
}
