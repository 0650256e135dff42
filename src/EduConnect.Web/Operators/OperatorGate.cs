using EduConnect.Core.Agents;
using EduConnect.Web.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace EduConnect.Web.Operators;

/// <summary>
/// The one way into Exploitation: for operators who signed in with a one-time code. For everybody else it is not there, and their asking is an event. It stands before the check of
/// antiforgery, which reads the form: a list of 128 MB from somebody else is never taken in.
/// </summary>
internal sealed class OperatorGate(OperatorDesk desk) : IAsyncAuthorizationFilter
{
    /// <summary>Before antiforgery (1,000).</summary>
    public const int Order = 0;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var agent = context.HttpContext.Features.Get<SignedInAgent>()!;
        if (agent.May(AgentModule.Operations))
        {
            return;
        }

        if (agent.MightWithCode(AgentModule.Operations))
        {
            context.Result = StepUp.To(context.HttpContext, OperatorRoutes.Root);
            return;
        }

        await desk.RefuseAsync(agent, context.HttpContext);
        context.Result = new NotFoundResult();
    }
}
