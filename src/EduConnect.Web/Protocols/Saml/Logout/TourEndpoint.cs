using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Hosting;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Views;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>
/// Tells the services of an ended session, each in a frame of its own, so that a slow or dead one holds nobody: the script of the page goes on
/// after five seconds at most, and the button at any time. What has not confirmed by then is said.
/// </summary>
internal sealed class TourEndpoint(
    Departures departures, SamlVisits visits, ServiceDirectory services, LogoutMessages messages, LogoutSender sender, ProtectedState states, SamlViews views)
{
    /// <summary>The page with the frames.</summary>
    public async Task TellAsync(HttpContext http)
    {
        if (departures.Read(http) is not { } departure)
        {
            await views.ErrorAsync(http, SamlErrors.Expired, null);
            return;
        }

        var policy = ContentSecurity.Of(http);
        var stops = new List<TourStop>();
        foreach (var (service, visit) in await LeftOpenAsync(departure, http.RequestAborted))
        {
            var message = messages.Request(service, visit);
            stops.Add(new(service.Name, message));
            if (message is not null)
            {
                Allow(policy, message);
            }
        }

        await views.ShowAsync(http, "Tour", new TourView(stops, departure.Address(states, SamlPaths.TourEnd), policy.Nonce));
    }

    /// <summary>What has become of it, and on.</summary>
    public async Task EndAsync(HttpContext http)
    {
        if (departures.Read(http) is not { } departure)
        {
            await views.ErrorAsync(http, SamlErrors.Expired, null);
            return;
        }

        var open = (await LeftOpenAsync(departure, http.RequestAborted)).ConvertAll(one => one.Service.Name);
        var asker = await services.FindAsync(departure.Answer?.ClientId, http.RequestAborted);
        if (open.Count == 0 && asker is not null)
        {
            await sender.AnswerAsync(http, asker, departure.Answer!, null);
        }
        else if (open.Count == 0 && departure.Next is { } next)
        {
            await AuthorizeAnswer.Redirect(http, next);
        }
        else
        {
            var answer = asker is null ? null : messages.Answer(asker, departure.Answer!, SamlErrors.PartialLogout);
            if (answer is { Fields: not null })
            {
                ContentSecurity.Of(http).AllowFormToGoOn(new Uri(answer.Address));
            }

            await views.ShowAsync(http, "TourEnd", new TourEndView(open, departure.Untold, asker?.Name, answer, departure.Next));
        }
    }

    private static void Allow(ContentSecurity policy, OutgoingMessage message)
    {
        policy.AllowFrame(new Uri(message.Address));
        if (message.Fields is not null)
        {
            policy.AllowFormToGoOn(new Uri(message.Address));
        }
    }

    private async Task<List<(Service Service, SamlVisit Visit)>> LeftOpenAsync(Departure departure, CancellationToken cancellation)
    {
        var open = new List<(Service, SamlVisit)>();
        foreach (var visit in (await visits.OfAsync(departure.SessionId, cancellation)).Where(visit => visit.LeftAt is null))
        {
            if (await services.FindAsync(visit.ClientId, cancellation) is { Saml: not null } service)
            {
                open.Add((service, visit));
            }
        }

        return open;
    }
}
