using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Managing;
using EduConnect.Web.Operators;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Pages.Operators;

/// <summary>One agent: account, last sign-in, rights with their ends, and what can be done about them.</summary>
internal sealed class AgentModel(OperatorDesk desk, ReadAgent read) : OperatorPage(desk)
{
    private const int PageSize = 50;

    public AgentDetail Detail { get; private set; } = null!;

    /// <summary>The page of rights shown, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The rights of that page.</summary>
    public IEnumerable<AgentRight> Rights => Detail.Rights.Skip((Number - 1) * PageSize).Take(PageSize);

    /// <summary>Whether it is the operator's own account.</summary>
    public bool IsSelf => Operator.Id == Detail.Agent.Id.ToString();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await read.RunAsync(id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        (Detail, Number) = (found, PageNumber);
        return Page();
    }

    /// <summary>Nobody takes away their own way in.</summary>
    public bool MayWithdraw(AgentRight right) => !IsSelf || right.Module != AgentModule.Operations;
}
