using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform.Audit;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>A page of Exploitation, behind <see cref="OperatorGate"/>.</summary>
internal abstract class OperatorPage(OperatorDesk desk) : PageModel
{
    private const int LastPage = 10_000;

    /// <summary>Words by name.</summary>
    public IStringLocalizer<OperatorTexts> Texts => desk.Texts;

    /// <summary>Now (UTC).</summary>
    public DateTime Now => desk.Now;

    /// <summary>What was just done, as the address tells; null when nothing was.</summary>
    public string? Done => Request.Query["suite"];

    /// <summary>The operator, for the audit trail.</summary>
    protected Actor Operator => new(ActorKind.Operator, Agent.Agent.Id.ToString(), HttpContext.TraceIdentifier, HttpContext.Connection.RemoteIpAddress?.ToString() ?? string.Empty);

    /// <summary>The page of a list that is asked for, from 1.</summary>
    protected int PageNumber => int.TryParse(Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, LastPage) : 1;

    private SignedInAgent Agent => HttpContext.Features.Get<SignedInAgent>()!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerMethod is null)
        {
            // A form sent to a page that has none: it would be shown without having read anything.
            context.Result = NotFound();
            return;
        }

        desk.Fill(Agent, Request.Path);
        await next();
    }

    /// <summary><c>20-11-2026 à 03:40</c>.</summary>
    public string At(DateTime utc) => OperatorWords.At(Texts, utc);

    /// <summary>The same, or a dash.</summary>
    public string At(DateTime? utc) => utc is { } instant ? At(instant) : "–";

    /// <summary>The name of a page of a list.</summary>
    public static string AtPage(int page) => "?page=" + page.ToString(CultureInfo.InvariantCulture);

    /// <summary>The page again, with what is wrong on it.</summary>
    protected PageResult Again()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
