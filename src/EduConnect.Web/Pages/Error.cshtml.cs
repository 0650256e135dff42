using System.Diagnostics;
using System.Globalization;
using EduConnect.Core.Platform;
using EduConnect.Web.Maintenance;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace EduConnect.Web.Pages;

/// <summary>What a person reads instead of a bare status: one sentence, the next step, never a trace.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, WorksInMaintenance]
internal sealed class ErrorModel : PageModel
{
    private static readonly PathString[] AgentPaths = ["/administration", "/depannage", "/exploitation", "/meteostats", "/arena", "/agents", "/aide/agents"];

    public int Code { get; private set; }

    /// <summary>The interruption that refuses what was asked; null when it is not the reason.</summary>
    public Interruption? Interruption { get; private set; }

    /// <summary>The page asked for is one of agents: home and help are theirs.</summary>
    public bool IsOfAgents { get; private set; }

    /// <summary>Finds the request in the journal of the server.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public void OnGet() => Show();

    public void OnPost() => Show();

    public void OnPut() => Show();

    public void OnDelete() => Show();

    // Read from the route, never bound: the form that failed may have a field of that name, or be unreadable.
    private void Show()
    {
        var code = int.TryParse(RouteData.Values["code"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        // Asked for directly, the address is only a page that does not exist.
        var isFault = HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        var reached = isFault || HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        var status = isFault ? Response.StatusCode : code;
        Code = reached && status is >= 400 and < 600 ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Code;
        Interruption = Refusal();
        IsOfAgents = Array.Exists(AgentPaths, path => Asked().StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        ModelState.Clear();
    }

    private PathString Asked() =>
        HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? Request.Path;

    private Interruption? Refusal() => HttpContext.Features.Get<MaintenanceRefusal>() is { } refusal ? new Interruption(refusal.Until)
        : HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is ReadOnlyModeException fault ? new Interruption(fault.Until)
        : null;
}
