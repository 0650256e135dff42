using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Administration;

/// <summary>How far a reset of many passwords is, then what it did. Only the agent who ordered it sees it.</summary>
internal sealed class ResetResultModel(AgentOrders orders, Selections selections, PupilSupportFunctions functions) : SchoolPage
{
    /// <summary>What to do next with the same people: <c>list</c> or <c>inform</c>.</summary>
    [BindProperty(Name = "go")]
    public string? Go { get; set; }

    public Operation Operation { get; private set; } = null!;

    public ResetOrder Order { get; private set; } = null!;

    /// <summary>Null while the work goes on, and when it failed.</summary>
    public ResetOutcome? Outcome { get; private set; }

    /// <summary>Whether Lister works here: operators can switch it off in Dépannage (row #17).</summary>
    public bool MayList { get; private set; } = true;

    /// <summary>Whether Informer works here.</summary>
    public bool MayInform { get; private set; } = true;

    public bool HasFailed => Operation.State == OperationState.Failed;

    public string Address => $"{Root}/reinitialisations/{Operation.Id}{ListQuery.Read(Request.Query).Suffix}";

    public string ListAddress => $"{Root}/{ListRoutes.Of(Order.Kind)}{ListQuery.Read(Request.Query).Suffix}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(Scope, ResetOrder.OperationKind, id, cancellationToken) is not { } operation)
        {
            return NotFound();
        }

        (Operation, Order) = (operation, ResetOrder.Read(operation.Argument));
        if (Scope.Module == AgentModule.PupilSupport)
        {
            var off = await functions.OffAsync(cancellationToken);
            (MayList, MayInform) = (!off.ContainsKey(PupilSupportFunction.List), !off.ContainsKey(PupilSupportFunction.Inform));
        }

        Outcome = operation is { State: OperationState.Done, Outcome: { } outcome } ? ResetOutcome.Read(outcome) : null;
        return Page();
    }

    /// <summary>The selection served and was forgotten; these people are selected again, without search.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (Go is not ("list" or "inform") || await orders.FindAsync(Scope, ResetOrder.OperationKind, id, cancellationToken) is not { } operation)
        {
            return NotFound();
        }

        var order = ResetOrder.Read(operation.Argument);
        await selections.ReplaceAsync(Scope, order.Kind, order.Accounts, cancellationToken);
        return Redirect($"{Root}/{ListRoutes.Of(order.Kind)}{(Go == "list" ? "/lister" : "/informer")}");
    }
}
