using EduConnect.Core.Federation.Logout;
using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>After a session has ended, by whatever way: leads past the services entered by SAML in it, so that one sign-out ends all, and names those that cannot be told.</summary>
internal sealed class Departures(SamlVisits visits, UntoldServices untold, ProtectedState states, TimeProvider clock)
{
    /// <summary>The path to go to, or null when no service has to be told and none has to be named.</summary>
    /// <param name="session">the session that has ended</param>
    /// <param name="next">a path of ours to go to afterwards; null for the page that says it is done</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<string?> AfterAsync(Guid session, string? next, CancellationToken cancellation)
    {
        var departure = await OfAsync(session, cancellation) with { Next = next };
        return await IsAnyLeftOpenAsync(session, cancellation) ? departure.Address(states, SamlPaths.Tour)
            : next is null && departure.Untold.Count > 0 ? departure.Address(states, SamlPaths.TourEnd)
            : null;
    }

    /// <summary>The path to go to when a service waits for an answer.</summary>
    public async Task<string> AnswerAfterAsync(Guid session, AwaitedAnswer answer, CancellationToken cancellation)
    {
        var departure = await OfAsync(session, cancellation) with { Answer = answer };
        return departure.Address(states, await IsAnyLeftOpenAsync(session, cancellation) ? SamlPaths.Tour : SamlPaths.TourEnd);
    }

    /// <summary>The departure of a request; null when it is none of ours, or too old.</summary>
    public Departure? Read(HttpContext http) =>
        Departure.Read(states, http.Request.Query["etape"] is [{ } only] ? only : null) is { } departure && clock.GetUtcNow().UtcDateTime - departure.StartedAt <= Departure.Life
            ? departure
            : null;

    private async Task<Departure> OfAsync(Guid session, CancellationToken cancellation) =>
        new(session, clock.GetUtcNow().UtcDateTime) { Untold = await untold.RunAsync(session, cancellation) };

    private async Task<bool> IsAnyLeftOpenAsync(Guid session, CancellationToken cancellation) => (await visits.OfAsync(session, cancellation)).Any(visit => visit.LeftAt is null);
}
