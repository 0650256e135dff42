using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Saml;
using EduConnect.Web.Protocols.Oidc;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Saml.Messages;

namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>Takes sign-out messages of services (SAML Profiles §4.4): requests, and answers to ours, which arrive in the frames of <see cref="TourEndpoint"/>.</summary>
internal sealed class SamlLogoutEndpoint(
    MessageReader reader, ServiceDirectory services, SamlVisits visits, LogoutMessages messages, ProtectedState states, SamlViews views, OidcViews pages, TimeProvider clock)
{
    public Task ByRedirectAsync(HttpContext http) => HandleAsync(http, SamlBinding.Redirect);

    public Task ByPostAsync(HttpContext http) => HandleAsync(http, SamlBinding.Post);

    private async Task HandleAsync(HttpContext http, SamlBinding binding)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (message, unreadable) = await reader.ReadAsync(http, binding);
        if (message is null)
        {
            await views.ErrorAsync(http, unreadable!, null);
            return;
        }

        var service = await services.FindByEntityAsync(message.Issuer, http.RequestAborted);
        var signature = service is null ? SignatureState.Absent : MessageSignatures.Verify(message, service.Saml!, isSignOut: true);
        await (message.IsAnswer ? AnsweredAsync(http, message, service, signature) : AskedAsync(http, new(message, service, signature, clock.GetUtcNow().UtcDateTime)));
    }

    private async Task AskedAsync(HttpContext http, SamlLogoutRequest request)
    {
        if (MessageRules.FirstBreach(SamlLogoutRules.All, request) is { } error)
        {
            await views.ErrorAsync(http, error, request.Service);
            return;
        }

        if (!await visits.TakeSignOutAsync(request.Service!.ClientId, request.Message.Id!, http.RequestAborted))
        {
            await views.ErrorAsync(http, SamlErrors.Replayed, request.Service);
            return;
        }

        var answer = new AwaitedAnswer(request.Service!.ClientId, request.Message.Id!, request.Message.RelayState);
        await AuthorizeAnswer.Redirect(http, new PendingLogout(answer, request.NameId!, request.SessionIndex, request.Now).Address(states));
    }

    /// <summary>Believed when the service has signed it, or has no key at all; what it changes is only what the person is told.</summary>
    private async Task AnsweredAsync(HttpContext http, SamlMessage message, Service? service, SignatureState signature)
    {
        if (service is null || signature is SignatureState.Bad || (signature is SignatureState.Absent && service.Saml!.SigningCertificates.Count > 0)
            || !message.Is("LogoutResponse") || messages.Session(service, message.Root.Value("InResponseTo")) is not { } session)
        {
            await views.ErrorAsync(http, service is null ? SamlErrors.UnknownIssuer : SamlErrors.UnexpectedMessage, service);
            return;
        }

        var status = message.Root.Child("Status", SamlNames.Protocol)?.Child("StatusCode", SamlNames.Protocol)?.Value("Value");
        if (status == "urn:oasis:names:tc:SAML:2.0:status:Success")
        {
            await visits.LeftAsync(session, service.ClientId, http.RequestAborted);
        }

        await pages.LoggedOutAsync(http, service);
    }
}
