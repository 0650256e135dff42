using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Saml.Answers;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>Where a checked request meets the person: signs them in, turns them away, or answers the service. The person comes back here from the sign-in page.</summary>
internal sealed class ContinueEndpoint(
    ServiceDirectory services, ServiceDoor door, BrowserSessions sessions, ProtectedState states, SsoAnswer sso, ServiceAnswers answers, OidcViews pages, SamlViews views, TimeProvider clock)
{
    /// <summary>Added by the page of somebody whom the service does not receive: back to the service, with the error.</summary>
    private const string BackMark = "retour";

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        var pending = PendingSso.Read(states, http.Request.Query["demande"] is [{ } only] ? only : null);
        if (pending is null || clock.GetUtcNow().UtcDateTime - pending.ArrivedAt > PendingSso.Life)
        {
            await views.ErrorAsync(http, SamlErrors.Expired, null);
            return;
        }

        var service = await services.FindAsync(pending.ClientId, http.RequestAborted);
        if (service is not { Enabled: true, Saml: { } terms } || !terms.Consumers.Any(one => one.Index == pending.Consumer))
        {
            await views.ErrorAsync(http, SamlErrors.ClosedService, service);
            return;
        }

        await MeetAsync(http, service, pending);
    }

    private async Task MeetAsync(HttpContext http, Service service, PendingSso pending)
    {
        var session = await sessions.ReadAsync(http);
        var refusal = session is null ? null : await door.RefusalAsync(service, session.AccountId, session.Profile, http.RequestAborted);
        var next = SsoSteps.Next(pending, refusal, session);
        if (next is SsoStep.Answer)
        {
            next = await AnswerAsync(http, service, pending, session!);
        }

        await (next switch
        {
            SsoStep.Answer => Task.CompletedTask,
            SsoStep.NotReceived when pending.IsPassive || http.Request.Query.ContainsKey(BackMark) => answers.RefuseAsync(http, service, pending, SamlErrors.Of(refusal!.Value)),
            SsoStep.NotReceived => pages.NotReceivedAsync(http, new(service, refusal!.Value, session!.Profile, SignInAddress(service, pending), $"{pending.Address(states)}&{BackMark}=1")),
            _ when pending.IsPassive => answers.RefuseAsync(http, service, pending, SamlErrors.NoPassive),
            _ => AuthorizeAnswer.Redirect(http, SignInAddress(service, pending)),
        });
    }

    private async Task<SsoStep> AnswerAsync(HttpContext http, Service service, PendingSso pending, BrowserSession session)
    {
        var (entry, response) = await sso.MakeAsync(http, service, pending, session);
        if (entry is SamlEntry.SessionOver)
        {
            return SsoStep.SignIn;
        }

        await (response is null ? views.ErrorAsync(http, entry is SamlEntry.Replayed ? SamlErrors.Replayed : SamlErrors.NobodyThere, service) : answers.SendAsync(http, service, pending, response));
        return SsoStep.Answer;
    }

    private string SignInAddress(Service service, PendingSso pending)
    {
        var fields = new List<KeyValuePair<string, string>> { new("returnUrl", pending.Address(states)) };
        if (service.Audience is Audience.Pupils or Audience.Guardians)
        {
            fields.Add(new("profil", Acr.Of(service.Audience)));
        }

        return AuthorizeAnswer.Address("/connexion", fields);
    }
}
