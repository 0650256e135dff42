using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools.Overviews;
using EduConnect.Core.Schools.Scope;
using EduConnect.Web.Design;
using EduConnect.Web.Maintenance;
using EduConnect.Web.PupilSupport;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>
/// The one way into Administration des comptes, Dépannage and the delegations of an IEN: builds the scope of the request from the session, the rights of this moment and the UAI
/// of the address. A school that is not the agent's answers like one that does not exist, and is an event (S-TN1); so is what a page of their own school finds nowhere. What operators have switched off
/// in Dépannage leads back to its list, which says so (row #17).
/// </summary>
internal sealed class SchoolGate(
    SchoolsOfAgent schools, ReadSchoolTabs tabs, PupilSupportFunctions functions, AgentJournal journal, PageFrame frame, IStringLocalizer<AdministrationTexts> texts, TimeProvider clock)
    : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        var agent = http.Features.Get<SignedInAgent>()!;
        var module = ModuleRoutes.Of(http.Request.Path);
        var uai = context.RouteData.Values["uai"] as string;
        if (!agent.May(module) || !await EnterAsync(http, agent, module, uai))
        {
            if (await WaitsForCodeAsync(http, agent, module, uai))
            {
                context.Result = StepUp.To(http, uai is null ? ModuleRoutes.Root(module) : $"{ModuleRoutes.Root(module)}/{uai}");
                return;
            }

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

        if (module == AgentModule.PupilSupport && await SwitchedOffAsync(context) is { } function)
        {
            context.Result = new RedirectResult($"{ModuleRoutes.PupilSupport}/{frame.Uai}/{ListRoutes.Pupils}?desactive={PupilSupportRoutes.WordOf(function)}");
            return;
        }

        AgentFrame.Fill(frame, agent, module, texts);
        var done = await next();
        if (done.Exception is ReadOnlyModeException refusal && !done.ExceptionHandled)
        {
            done.ExceptionHandled = true;
            MaintenanceGate.Refuse(http, refusal.Until);
            done.Result = new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
        }
        else if (done is { Exception: null, Result: IStatusCodeActionResult { StatusCode: StatusCodes.Status404NotFound } } && http.Features.Get<EstablishmentScope>() is not null)
        {
            // Inside their own school too: a person, a document or a batch that is not this agent's answers like none, and is written all the same (domain 12.4).
            await journal.WriteAsync("agent.refused", agent.Agent.Id, null, http.Request.Path, Network(http), http.RequestAborted);
        }
    }

    private async Task<PupilSupportFunction?> SwitchedOffAsync(PageHandlerExecutingContext context) =>
        PupilSupportRoutes.FunctionOf(context.ActionDescriptor.ViewEnginePath) is { } function && (await functions.OffAsync(context.HttpContext.RequestAborted)).ContainsKey(function) ? function : null;

    // A right of the agent's own that a second factor would open; anybody else's school still reads like none.
    private async Task<bool> WaitsForCodeAsync(HttpContext http, SignedInAgent agent, AgentModule module, string? uai) =>
        agent.MightWithCode(module)
        && (uai is null || await schools.FindAsync(StepUp.LockedOf(agent), module, uai.ToUpperInvariant(), clock.GetUtcNow().UtcDateTime, http.RequestAborted) is not null);

    private async Task<bool> EnterAsync(HttpContext http, SignedInAgent agent, AgentModule module, string? uai)
    {
        if (uai is null)
        {
            return true;
        }

        var school = await schools.FindAsync(agent, module, uai.ToUpperInvariant(), clock.GetUtcNow().UtcDateTime, http.RequestAborted);
        if (school is null)
        {
            return false;
        }

        var scope = new EstablishmentScope(agent, school, new Actor(ActorKind.Agent, agent.Agent.Id.ToString(), http.TraceIdentifier, Network(http)), module);
        http.Features.Set(scope);
        // Only Administration des comptes counts anything about guardians.
        var facts = module == AgentModule.Administration ? await tabs.RunAsync(scope, http.RequestAborted) : new SchoolTabs(false, 0);
        AgentFrame.Fill(frame, scope, facts, http.Request.Path, texts);
        return true;
    }

    private static string Network(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
}
