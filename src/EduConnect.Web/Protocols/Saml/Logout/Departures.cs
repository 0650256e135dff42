using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>After a session has ended, by whatever way: leads past the services entered by SAML in it, so that one sign-out ends all.</summary>
internal sealed class Departures(SamlVisits visits, ProtectedState states, TimeProvider clock)
{
    /// <summary>The path to go to, or null when no service has to be told.</summary>
    /// <param name="session">the session that has ended</param>
    /// <param name="next">a path of ours to go to afterwards; null for the page that says it is done</param>
    /// <param name="cancellation">ends the wait</param>
    public async Task<string?> AfterAsync(Guid session, string? next, CancellationToken cancellation) =>
        (await visits.OfAsync(session, cancellation)).Any(visit => visit.LeftAt is null)
            ? new Departure(session, clock.GetUtcNow().UtcDateTime) { Next = next }.Address(states, SamlPaths.Tour)
            : null;

    /// <summary>The path to go to when a service waits for an answer.</summary>
    public async Task<string> AnswerAfterAsync(Guid session, AwaitedAnswer answer, CancellationToken cancellation)
    {
        var departure = new Departure(session, clock.GetUtcNow().UtcDateTime) { Answer = answer };
        var others = (await visits.OfAsync(session, cancellation)).Any(visit => visit.LeftAt is null);
        return departure.Address(states, others ? SamlPaths.Tour : SamlPaths.TourEnd);
    }

    /// <summary>The departure of a request; null when it is none of ours, or too old.</summary>
    public Departure? Read(HttpContext http) =>
        Departure.Read(states, http.Request.Query["etape"] is [{ } only] ? only : null) is { } departure && clock.GetUtcNow().UtcDateTime - departure.StartedAt <= Departure.Life
            ? departure
            : null;
}
