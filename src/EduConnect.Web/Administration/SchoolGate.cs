using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Schools.Overviews;
using EduConnect.Core.Schools.Scope;
using EduConnect.Web.Design;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>
/// The one way into Administration des comptes: builds the scope of the request from the session, the rights of this moment and the UAI
/// of the address. A school that is not the agent's answers like one that does not exist, and is an event (S-TN1).
/// </summary>
internal sealed class SchoolGate(SchoolsOfAgent schools, ReadSchoolTabs tabs, AgentJournal journal, PageFrame frame, IStringLocalizer<AdministrationTexts> texts, TimeProvider clock)
    : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var agent = http.Features.Get<SignedInAgent>()!;
        if (!agent.May(AgentModule.Administration) || !await EnterAsync(http, agent, context.RouteData.Values["uai"] as string))
        {
            await journal.WriteAsync("agent.refused", agent.Agent.Id, null, http.Request.Path, Network(http), http.RequestAborted);
            context.Result = new NotFoundResult();
            return;
        }

        if (context.HandlerMethod is null)
        {
            // A form sent to a page that has none: Razor Pages would show the page without having read anything for it.
            context.Result = new NotFoundResult();
            return;
        }

        AgentFrame.Fill(frame, agent, texts);
        var done = await next();
        if (done.Exception is ReadOnlyModeException refusal && !done.ExceptionHandled)
        {
            done.ExceptionHandled = true;
            MaintenanceGate.Refuse(http, refusal.Until ?? clock.GetUtcNow().UtcDateTime);
            done.Result = new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<bool> EnterAsync(HttpContext http, SignedInAgent agent, string? uai)
    {
        if (uai is null)
        {
            return true;
        }

        var school = await schools.FindAsync(agent, AgentModule.Administration, uai.ToUpperInvariant(), clock.GetUtcNow().UtcDateTime, http.RequestAborted);
        if (school is null)
        {
            return false;
        }

        var scope = new EstablishmentScope(agent, school, new Actor(ActorKind.Agent, agent.Agent.Id.ToString(), http.TraceIdentifier, Network(http)));
        http.Features.Set(scope);
        AgentFrame.Fill(frame, scope, await tabs.RunAsync(scope, http.RequestAborted), http.Request.Path, texts);
        return true;
    }

    private static string Network(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
}
