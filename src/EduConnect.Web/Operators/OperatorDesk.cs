using EduConnect.Core.Agents;
using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>What every operators' page needs: the frame, the trail of refusals, the words, the hour.</summary>
internal sealed class OperatorDesk(PageFrame frame, AgentJournal journal, IStringLocalizer<OperatorTexts> texts, TimeProvider clock)
{
    /// <summary>Words by name.</summary>
    public IStringLocalizer<OperatorTexts> Texts => texts;

    /// <summary>Now (UTC).</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Header and tabs.</summary>
    public void Fill(SignedInAgent agent, PathString path)
    {
        Administration.AgentFrame.Fill(frame, agent, AgentModule.Operations, texts);
        frame.HomePath = OperatorRoutes.Root;
        foreach (var address in OperatorRoutes.Tabs)
        {
            var isCurrent = address == OperatorRoutes.Root ? string.Equals(path.Value?.TrimEnd('/'), address, StringComparison.OrdinalIgnoreCase) : path.StartsWithSegments(address, StringComparison.OrdinalIgnoreCase);
            frame.Tabs.Add(new FrameTab(texts["Tab." + address], address, isCurrent));
        }
    }

    /// <summary>Notes that somebody without the right asked for one of these pages.</summary>
    public Task RefuseAsync(SignedInAgent agent, HttpContext context) =>
        journal.WriteAsync("agent.refused", agent.Agent.Id, null, context.Request.Path, context.Connection.RemoteIpAddress?.ToString() ?? string.Empty, context.RequestAborted);
}
