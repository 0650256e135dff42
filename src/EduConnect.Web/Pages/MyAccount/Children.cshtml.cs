using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Platform.Storage;

namespace EduConnect.Web.Pages.MyAccount;

/// <summary>Mes enfants (row #100): those confirmed, with school and class; and those whose reported birth date is not corrected yet.</summary>
internal sealed class ChildrenModel(MainDb main, ActionsReader actions) : MyAccountPage(forGuardians: true)
{
    /// <summary>Confirmed children.</summary>
    public IReadOnlyList<Child> Confirmed { get; private set; } = [];

    /// <summary>Children who wait for their school to correct the birth date that was reported (domain 7.4).</summary>
    public IReadOnlyList<Child> DateReported { get; private set; } = [];

    /// <summary>How many others wait to be confirmed; those reported as wrong do not (row #80).</summary>
    public int Waiting { get; private set; }

    /// <summary>What has just been done.</summary>
    public string? Done { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(string? fait)
    {
        Done = fait;
        var children = await Core.Guardians.Children.OfAsync(main, Account.Id, HttpContext.RequestAborted);
        Confirmed = [.. children.Where(child => child.Statement == LinkStatement.Confirmed)];
        DateReported = [.. children.Where(child => child.Statement == LinkStatement.BirthDateReported)];
        Waiting = (await actions.ReadAsync(main, Account, HttpContext.RequestAborted)).Children.Count(one => !one.IsReported);
    }
}
