using EduConnect.Core.Agents;
using Microsoft.AspNetCore.Mvc;

namespace EduConnect.Web.Administration;

/// <summary>Where an agent is led whose right waits for a second factor: outside the administrative network, or signed in without the code.</summary>
internal static class StepUp
{
    /// <summary>Address of the page.</summary>
    public const string Path = "/agents/code";

    /// <summary>Everything a second factor would open, in the place of what is open.</summary>
    public static SignedInAgent LockedOf(SignedInAgent agent) => agent with { Rights = agent.Locked };

    /// <summary>To the page, and back to what was asked for; a form, whose fields would be lost, leads to <paramref name="otherwise"/>.</summary>
    public static RedirectResult To(HttpContext http, string otherwise) =>
        new(Path + QueryString.Create("retour", HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : otherwise));
}
