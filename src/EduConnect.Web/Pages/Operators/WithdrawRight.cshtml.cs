using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>Says which right goes, then takes it back.</summary>
internal sealed class WithdrawRightModel(OperatorDesk desk, ReadAgent read, WithdrawRight withdraw) : OperatorPage(desk)
{
    public Agent Agent { get; private set; } = null!;

    public AgentRight Right { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid right, CancellationToken cancellationToken) =>
        !await LoadAsync(id, right, cancellationToken) ? NotFound() : Right.IsInForce(Now) ? Page() : Redirect(OperatorRoutes.AgentAddress(id) + "?suite=deja");

    public async Task<IActionResult> OnPostAsync(Guid id, Guid right, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, right, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            var isDone = await withdraw.RunAsync(Agent.Username, NewRight.Like(Right), Operator, cancellationToken);
            return Redirect($"{OperatorRoutes.AgentAddress(id)}?suite={(isDone ? "retire" : "deja")}");
        }
        catch (AgentRefusedException)
        {
            return NotFound();
        }
    }

    private async Task<bool> LoadAsync(Guid id, Guid right, CancellationToken cancellationToken)
    {
        if (await read.RunAsync(id, cancellationToken) is not { } found || found.Rights.FirstOrDefault(one => one.Id == right) is not { } held)
        {
            return false;
        }

        (Agent, Right) = (found.Agent, held);
        return true;
    }
}
